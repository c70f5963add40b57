package org.openemm.rendering;

import java.nio.charset.StandardCharsets;
import org.openemm.rendering.mime.HeaderText;

/** Names of attachments. */
final class FileName {
    private FileName() {}

    /**
     * The Content-Disposition line. Names beyond ASCII as RFC 2231 wants them, so that long and
     * foreign names survive every mail program.
     */
    static String disposition(String name) {
        String clean =
                HeaderText.clean(name).replace('"', '\'').replace('\\', '_').replace('/', '_');
        if (clean.chars().allMatch(c -> c < 0x80)) {
            return "Content-Disposition: attachment;\r\n filename=\"" + clean + "\"\r\n";
        }
        StringBuilder encoded = new StringBuilder();
        for (byte b : clean.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > 0 && (Character.isLetterOrDigit(b) || "-._".indexOf(b) >= 0);
            encoded.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
        }
        return "Content-Disposition: attachment;\r\n filename*=UTF-8''" + encoded + "\r\n";
    }
}
