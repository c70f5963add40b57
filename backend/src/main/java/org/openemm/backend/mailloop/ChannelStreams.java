package org.openemm.backend.mailloop;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Both directions of a connection, buffered. */
final class ChannelStreams {
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final OutputStream out;

    /**
     * @param heard told whenever something came in
     */
    ChannelStreams(InputStream in, OutputStream out, Runnable heard) {
        this.in = new BufferedInputStream(new Told(in, heard), BUFFER);
        this.out = new BufferedOutputStream(out, BUFFER);
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    private static final class Told extends FilterInputStream {
        private final Runnable heard;

        Told(InputStream in, Runnable heard) {
            super(in);
            this.heard = heard;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            heard.run();
            return count;
        }
    }
}
