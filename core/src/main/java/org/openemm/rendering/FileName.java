package org.openemm.rendering;

import java.nio.charset.StandardCharsets;
import org.openemm.rendering.mime.HeaderText;

/** Names of attachments. */
final class FileName {
    /** A name made of values of a profile must not make a line that no mail server takes. */
    private static final int LONGEST = 80;

    private static final int LONGEST_ENDING = 10;

    private FileName() {}

    /**
     * The Content-Disposition line. Names beyond ASCII as RFC 2231 wants them, so that long and
     * foreign names survive every mail program.
     */
    static String disposition(String name) {
        String whole =
                HeaderText.clean(name).replace('"', '\'').replace('\\', '_').replace('/', '_');
        String clean = shortened(whole);
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

    /** The ending stays: by it programs tell what the file is. */
    private static String shortened(String name) {
        int length = name.codePointCount(0, name.length());
        if (length <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 || name.length() - dot > LONGEST_ENDING ? "" : name.substring(dot);
        return name.substring(0, name.offsetByCodePoints(0, LONGEST - ending.length())) + ending;
    }
}
