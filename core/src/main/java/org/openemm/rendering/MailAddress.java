package org.openemm.rendering;

import java.net.IDN;

/** Mail addresses as they go over the wire. */
final class MailAddress {
    private MailAddress() {}

    /** The address with its domain in ASCII; unchanged when the domain cannot be written so. */
    static String ascii(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0 || isAscii(address, at + 1)) {
            return address;
        }
        try {
            return address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    /**
     * Whether SMTP can carry it: something on both sides of an @, no blanks, no brackets, the
     * domain in ASCII. Other characters before the @ need a server that offers SMTPUTF8 (RFC 6531).
     */
    static boolean isUsable(String address) {
        int at = address.lastIndexOf('@');
        if (at <= 0 || at == address.length() - 1 || address.length() > 320) {
            return false;
        }
        return isAscii(address, at + 1) && address.codePoints().allMatch(MailAddress::isUsable);
    }

    private static boolean isUsable(int character) {
        return character > ' '
                && character != '<'
                && character != '>'
                && (character < 0x7f
                        || !Character.isISOControl(character)
                                && !Character.isWhitespace(character)
                                && !Character.isSpaceChar(character)
                                && Character.getType(character) != Character.SURROGATE);
    }

    static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    private static boolean isAscii(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
