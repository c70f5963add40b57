package org.openemm.tracking;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces hash tags ({@code ##FIELD##}, {@code ##MD5:FIELD##} ...) in the target of a link. Values
 * are URL-encoded unless the tag says UNENCODED or is one of the fixed upper case names. An unknown
 * tag gives an empty text.
 */
final class HashTags {
    private static final Pattern TAG = Pattern.compile("##([^#\\r\\n]+)##");
    private static final Map<String, String> DIGESTS =
            Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512");

    private final Function<String, Optional<String>> fields;
    private final Map<String, String> fixed;
    private final Instant sendDate;
    private final ZoneId zone;

    /**
     * @param fields value of a profile field by name, read only when a tag asks for it
     * @param fixed values of the fixed names, e.g. AGNUID
     */
    HashTags(
            Function<String, Optional<String>> fields,
            Map<String, String> fixed,
            Instant sendDate,
            ZoneId zone) {
        this.fields = fields;
        this.fixed = fixed;
        this.sendDate = sendDate;
        this.zone = zone;
    }

    static boolean isIn(String text) {
        return text.contains("##");
    }

    String replace(String text) {
        Matcher matcher = TAG.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(value(matcher.group(1))));
        }
        return matcher.appendTail(result).toString();
    }

    private String value(String tag) {
        if (fixed.containsKey(tag)) {
            return fixed.get(tag);
        }
        int colon = tag.indexOf(':');
        if (colon < 0) {
            return encoded(firstField(tag));
        }
        String argument = tag.substring(colon + 1).strip();
        return switch (tag.substring(0, colon).toUpperCase(Locale.ROOT)) {
            case "UNENCODED" -> firstField(argument);
            case "SENDDATE-UNENCODED" -> sendDate(argument);
            case "MD5" ->
                    encoded(HexFormat.of().formatHex(digest("MD5", bytes(firstField(argument)))));
            case "ENCODE-HEX" -> encoded(HexFormat.of().formatHex(chain(argument)));
            case "BASE64URL" -> encoded(Base64.getUrlEncoder().encodeToString(chain(argument)));
            case "BASE64URL-STRIPPED" ->
                    encoded(
                            Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(chain(argument)));
            case "ROT47" -> encoded(rot47(firstField(argument)));
            default -> "";
        };
    }

    /** {@code FIELD1/FIELD2}: the first that is not empty. */
    private String firstField(String names) {
        for (String name : names.split("/")) {
            Optional<String> value = fields.apply(name.strip()).filter(text -> !text.isEmpty());
            if (value.isPresent()) {
                return value.get();
            }
        }
        return "";
    }

    /** {@code FIELD,sha256,...}: the field's bytes through the named digests. */
    private byte[] chain(String argument) {
        String[] parts = argument.split(",");
        byte[] value = bytes(firstField(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            String algorithm = DIGESTS.get(parts[i].strip().toLowerCase(Locale.ROOT));
            if (algorithm == null) {
                return new byte[0];
            }
            value = digest(algorithm, value);
        }
        return value;
    }

    /** Month and day may be written mm and DD. */
    private String sendDate(String format) {
        try {
            return DateTimeFormatter.ofPattern(
                            format.replace("mm", "MM").replace("DD", "dd"), Locale.ENGLISH)
                    .format(sendDate.atZone(zone));
        } catch (DateTimeException | IllegalArgumentException e) {
            return "";
        }
    }

    private static String rot47(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            result.append(c >= '!' && c <= '~' ? (char) ('!' + (c - '!' + 47) % 94) : c);
        }
        return result.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] digest(String algorithm, byte[] value) {
        try {
            return MessageDigest.getInstance(algorithm).digest(value);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
