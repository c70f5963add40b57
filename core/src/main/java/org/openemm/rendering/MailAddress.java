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

    /** Whether SMTP can carry it: something on both sides of an @, no blanks, no brackets. */
    static boolean isUsable(String address) {
        int at = address.lastIndexOf('@');
        if (at <= 0 || at == address.length() - 1 || address.length() > 320) {
            return false;
        }
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c <= ' ' || c == '<' || c == '>' || c == 0x7f || c >= 0x80) {
                return false;
            }
        }
        return true;
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
