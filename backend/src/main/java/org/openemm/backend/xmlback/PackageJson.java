package org.openemm.backend.xmlback;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.openemm.rendering.MailingSnapshot;
import org.openemm.rendering.SnapshotJson;

/**
 * The mailing as it stands in a package: JSON in ASCII, so that no character of it can break the
 * XML around it.
 */
public final class PackageJson {
    private static final int ASCII_END = 0x7f;

    private PackageJson() {}

    public static String write(MailingSnapshot mailing) {
        String json = new String(SnapshotJson.write(mailing), StandardCharsets.UTF_8);
        StringBuilder ascii = new StringBuilder(json.length() + json.length() / 8);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < ASCII_END) {
                ascii.append(c);
            } else {
                // Outside of texts JSON is ASCII anyway.
                ascii.append("\\u%04x".formatted((int) c));
            }
        }
        return ascii.toString();
    }

    /**
     * @throws IOException for anything else than {@link #write(MailingSnapshot)} gave
     */
    public static MailingSnapshot readMailing(String json) throws IOException {
        return SnapshotJson.read(json.getBytes(StandardCharsets.US_ASCII));
    }
}
