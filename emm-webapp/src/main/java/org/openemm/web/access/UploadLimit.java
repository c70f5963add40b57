package org.openemm.web.access;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.openemm.config.Settings;

/**
 * Refuses uploads above the config value {@code UploadMaximumOverallSizeBytes} before they fill the
 * disk: multipart bodies lie in temporary files before a page sees them.
 */
@Priority(Priorities.AUTHENTICATION - 10)
public final class UploadLimit implements ContainerRequestFilter {
    private static final long DEFAULT = 1536L * 1024 * 1024;
    private static final int TOO_LARGE = 413;

    private final Settings settings;

    public UploadLimit(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        MediaType type = context.getMediaType();
        if (type == null || !type.getType().equals("multipart")) {
            return;
        }
        long most = settings.longValue(0, "UploadMaximumOverallSizeBytes", DEFAULT);
        if (announced(context) > most) {
            throw new ClientErrorException(TOO_LARGE);
        }
        context.setEntityStream(new Limited(context.getEntityStream(), most));
    }

    private static long announced(ContainerRequestContext context) {
        try {
            String length = context.getHeaderString(HttpHeaders.CONTENT_LENGTH);
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** For bodies whose length was not announced. */
    private static final class Limited extends FilterInputStream {
        private final long most;
        private long count;

        Limited(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            add(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            add(Math.max(0, read));
            return read;
        }

        private void add(int more) {
            count += more;
            if (count > most) {
                throw new ClientErrorException(TOO_LARGE);
            }
        }
    }
}
