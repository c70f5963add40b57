package org.openemm.soap;

import java.util.Set;

/** Checks of arguments, with the words that clients know. */
final class Checks {
    private Checks() {}

    static int positive(Request request, String element, String label) {
        int value = request.integer(element);
        if (value <= 0) {
            throw SoapFault.client(label + " should be > 0");
        }
        return value;
    }

    static int notNegative(Request request, String element, String label) {
        int value = request.integer(element);
        if (value < 0) {
            throw SoapFault.client(label + " should be >= 0");
        }
        return value;
    }

    static String required(String text, String label) {
        if (text.isBlank()) {
            throw SoapFault.client(label + " is required");
        }
        return text;
    }

    static String atMost(String text, int length, String label) {
        if (text.length() > length) {
            throw SoapFault.client(label + " can not be greater than " + length + " characters");
        }
        return text;
    }

    /** The mediatype of a binding: 0 is e-mail. */
    static int mediatype(Request request) {
        int mediatype = request.integer("mediatype");
        if (mediatype < 0 || mediatype > 4) {
            throw SoapFault.client("mediatype is not in the range 0 through 4");
        }
        return mediatype;
    }

    /** A whole number given as text. */
    static void range(String text, String label, int lowest, int highest) {
        int value;
        try {
            value = Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw SoapFault.client(
                    "Parameter " + label + " value for type NUMERIC is invalid: '" + text + "'");
        }
        if (value < lowest || value > highest) {
            throw SoapFault.client(
                    label + " is not in the range " + lowest + " through " + highest);
        }
    }

    static String oneOf(String text, Set<String> allowed, String fault) {
        if (!allowed.contains(text)) {
            throw SoapFault.client(fault);
        }
        return text;
    }
}
