package org.openemm.rendering;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The chain of the parameter encode: hex, hexlower, hexupper, url, sha1, sha256, sha384, sha512, or
 * the name of a charset for the bytes of the steps behind it.
 */
final class ValueEncoding {
    private final List<String> steps;

    private ValueEncoding(List<String> steps) {
        this.steps = steps;
    }

    static ValueEncoding of(String chain) {
        return new ValueEncoding(
                Stream.of(chain.split(","))
                        .map(step -> step.strip().toLowerCase(Locale.ROOT))
                        .filter(step -> !step.isEmpty())
                        .toList());
    }

    String apply(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        boolean binary = false;
        for (String step : steps) {
            switch (step) {
                case "hex", "hexlower" -> bytes = ascii(HexFormat.of().formatHex(bytes));
                case "hexupper" -> bytes = ascii(HexFormat.of().withUpperCase().formatHex(bytes));
                case "url" -> bytes = ascii(url(bytes));
                case "sha1", "sha256", "sha384", "sha512" -> bytes = digest(step, bytes);
                default -> bytes = charset(step, bytes);
            }
            binary = step.startsWith("sha");
        }
        return binary ? HexFormat.of().formatHex(bytes) : new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Every byte that is not unreserved as %XX; a blank as +. */
    private static String url(byte[] bytes) {
        return URLEncoder.encode(
                new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }

    private static byte[] digest(String step, byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-" + step.substring(3)).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] charset(String name, byte[] bytes) {
        try {
            return new String(bytes, StandardCharsets.UTF_8).getBytes(Charset.forName(name));
        } catch (IllegalArgumentException e) {
            return bytes;
        }
    }
}
