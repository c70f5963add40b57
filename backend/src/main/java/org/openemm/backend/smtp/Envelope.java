package org.openemm.backend.smtp;

import java.net.IDN;

/**
 * From whom to whom. Addresses are safe to stand in a command line.
 *
 * @param from empty for mails that must not bounce
 */
public record Envelope(String from, String to) {
    /**
     * Checked and with international domains in their ASCII form.
     *
     * @throws IllegalArgumentException for an address that would break the protocol
     */
    public static Envelope of(String from, String to) {
        if (to.isEmpty()) {
            throw new IllegalArgumentException("Recipient without an address");
        }
        return new Envelope(ascii(from), ascii(to));
    }

    /** The local part needs SMTPUTF8 (RFC 6531). */
    boolean isInternational() {
        return !isAscii(from) || !isAscii(to);
    }

    private static String ascii(String address) {
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c <= ' ' || c == '<' || c == '>' || c == 0x7f) {
                throw new IllegalArgumentException("No mail address: " + address);
            }
        }
        int at = address.lastIndexOf('@');
        if (at < 0 || isAscii(address.substring(at))) {
            return address;
        }
        return address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
