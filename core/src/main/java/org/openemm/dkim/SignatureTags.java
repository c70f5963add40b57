package org.openemm.dkim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.charset.StandardCharsets;

/** The tags of a signature that are the same in all mails. Immutable. */
final class SignatureTags {
    private static final int LINE = 76;

    private final byte[] begin;

    SignatureTags(SigningKey key, KeyType type) {
        StringBuilder text = new StringBuilder("v=1; a=" + type.signatureTag());
        int column = "DKIM-Signature: ".length() + text.length();
        column = add(text, column, "c=relaxed/simple");
        column = add(text, column, "d=" + key.domain());
        column = add(text, column, "s=" + key.selector());
        if (!key.identity().isEmpty()) {
            add(text, column, "i=" + quoted(key.identity()));
        }
        begin = text.append("; t=").toString().getBytes(US_ASCII);
    }

    /** From {@code v=1} to {@code t=}, with CR LF before the blanks where lines are folded. */
    byte[] begin() {
        return begin;
    }

    private static int add(StringBuilder text, int column, String tag) {
        boolean fits = column + 3 + tag.length() <= LINE;
        text.append(fits ? "; " : ";\r\n ").append(tag);
        return fits ? column + 2 + tag.length() : 1 + tag.length();
    }

    /** In the characters that may stand in a tag. */
    private static String quoted(String identity) {
        StringBuilder quoted = new StringBuilder();
        for (byte b : identity.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > ' ' && b < 0x7f && b != ';' && b != '=';
            quoted.append(plain ? String.valueOf((char) b) : String.format("=%02X", b & 0xff));
        }
        return quoted.toString();
    }
}
