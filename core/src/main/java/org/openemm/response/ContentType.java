package org.openemm.response;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A Content-Type as forgiving as mail programs are: unquoted values with blanks, missing semicolons
 * at the end, comments left in.
 *
 * @param name type and subtype in lower case, "text/plain" when missing
 * @param parameters names in lower case
 */
record ContentType(String name, Map<String, String> parameters) {
    static final ContentType TEXT = new ContentType("text/plain", Map.of());
    private static final int MAX_PARAMETERS = 30;

    static ContentType parse(String header) {
        int semicolon = header.indexOf(';');
        String name =
                (semicolon < 0 ? header : header.substring(0, semicolon))
                        .trim()
                        .toLowerCase(Locale.ROOT);
        if (name.indexOf('/') <= 0) {
            // "text" alone was allowed before MIME was finished, and is still seen.
            name = "text/plain";
        }
        Map<String, String> parameters = new HashMap<>();
        int at = semicolon;
        while (at >= 0 && at < header.length() && parameters.size() < MAX_PARAMETERS) {
            at = parameter(header, at + 1, parameters);
        }
        return new ContentType(name, Map.copyOf(parameters));
    }

    String parameter(String parameter) {
        return parameters.getOrDefault(parameter, "");
    }

    boolean is(String other) {
        return name.equals(other);
    }

    boolean isMultipart() {
        return name.startsWith("multipart/");
    }

    /** A part of text for people, as opposed to a report for machines. */
    boolean isReadable() {
        return name.startsWith("text/") && !isHeadersOnly();
    }

    /** A whole mail of its own. */
    boolean isMail() {
        return is("message/rfc822") || is("message/global");
    }

    /** The header of a mail, without its body. */
    boolean isHeadersOnly() {
        return is("text/rfc822-headers")
                || is("message/rfc822-headers")
                || is("text/rfc822-header")
                || is("message/global-headers");
    }

    boolean isDeliveryStatus() {
        return is("message/delivery-status") || is("message/global-delivery-status");
    }

    /** Reads one parameter and answers the position of the semicolon behind it, -1 at the end. */
    private static int parameter(String header, int start, Map<String, String> into) {
        int equals = header.indexOf('=', start);
        int next = header.indexOf(';', start);
        if (equals < 0) {
            return -1;
        }
        if (next >= 0 && next < equals) {
            return next;
        }
        String key = header.substring(start, equals).trim().toLowerCase(Locale.ROOT);
        int at = equals + 1;
        while (at < header.length() && Character.isWhitespace(header.charAt(at))) {
            at++;
        }
        StringBuilder value = new StringBuilder();
        if (at < header.length() && header.charAt(at) == '"') {
            at++;
            while (at < header.length() && header.charAt(at) != '"') {
                if (header.charAt(at) == '\\' && at + 1 < header.length()) {
                    at++;
                }
                value.append(header.charAt(at++));
            }
            next = header.indexOf(';', at);
        } else {
            int end = next < 0 ? header.length() : next;
            value.append(header.substring(at, Math.max(at, end)).trim());
        }
        into.putIfAbsent(key, value.toString());
        return next;
    }
}
