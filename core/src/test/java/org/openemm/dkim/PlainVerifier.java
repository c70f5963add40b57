package org.openemm.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Verifies signatures as RFC 6376 and RFC 8463 tell a receiver to, with nothing of the code that
 * makes them: text by text, slowly. Checked itself with the example of RFC 8463.
 */
public final class PlainVerifier {
    private static final byte[] ED25519_INFO = {
        0x30, 42, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 33, 0
    };

    private final Map<String, String> dns = new HashMap<>();

    /** Publishes a record. */
    public PlainVerifier with(String name, String record) {
        dns.put(name, record);
        return this;
    }

    /**
     * Verifies all signatures of a mail.
     *
     * @return the tags of those that are right
     * @throws IllegalArgumentException for one that is not; the message says why
     */
    public List<Map<String, String>> verify(byte[] mail) throws Exception {
        String text = new String(mail, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        List<String> lines = new ArrayList<>();
        for (String line : text.substring(0, end + 2).split("\r\n(?![ \t])")) {
            lines.add(line);
        }
        String body = text.substring(end + 4);
        List<Map<String, String>> good = new ArrayList<>();
        for (String line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith("dkim-signature:")) {
                good.add(verify(line, lines, body));
            }
        }
        return good;
    }

    private Map<String, String> verify(String line, List<String> lines, String body)
            throws Exception {
        Map<String, String> tags = tags(line.substring(line.indexOf(':') + 1));
        String[] forms = tags.get("c").split("/");
        byte[] hash = sha256(forms[1].equals("simple") ? simple(body) : relaxedBody(body));
        require(Base64.getEncoder().encodeToString(hash).equals(tags.get("bh")), "body differs");
        StringBuilder signed = new StringBuilder();
        List<String> left = new ArrayList<>(lines);
        for (String name : tags.get("h").split(":")) {
            for (int i = left.size() - 1; i >= 0; i--) {
                String found = left.get(i).substring(0, left.get(i).indexOf(':')).strip();
                if (found.equalsIgnoreCase(name)) {
                    signed.append(relaxed(left.remove(i))).append("\r\n");
                    break;
                }
            }
        }
        signed.append(relaxed(line.replaceFirst("(?s)([;\\s]b=)[^;]*", "$1")));
        String record = dns.get(tags.get("s") + "._domainkey." + tags.get("d"));
        require(record != null, "no record");
        byte[] data = signed.toString().getBytes(ISO_8859_1);
        byte[] published = Base64.getDecoder().decode(tags(record).get("p"));
        byte[] signature = Base64.getDecoder().decode(tags.get("b"));
        boolean right =
                switch (tags.get("a")) {
                    case "rsa-sha256" ->
                            verify("SHA256withRSA", key("RSA", published), data, signature);
                    case "ed25519-sha256" ->
                            verify(
                                    "Ed25519",
                                    key("Ed25519", joined(ED25519_INFO, published)),
                                    sha256(data),
                                    signature);
                    default -> throw new IllegalArgumentException(tags.get("a"));
                };
        require(right, "signature is wrong");
        return tags;
    }

    private static Map<String, String> tags(String text) {
        Map<String, String> tags = new HashMap<>();
        for (String tag : text.split(";")) {
            int equals = tag.indexOf('=');
            if (equals > 0) {
                tags.put(
                        tag.substring(0, equals).strip(),
                        tag.substring(equals + 1).replaceAll("\\s", ""));
            }
        }
        return tags;
    }

    private static String relaxed(String line) {
        int colon = line.indexOf(':');
        return line.substring(0, colon).strip().toLowerCase(Locale.ROOT)
                + ":"
                + line.substring(colon + 1)
                        .replace("\r\n", "")
                        .replaceAll("[ \t]+", " ")
                        .replaceAll("^ | $", "");
    }

    private static String simple(String body) {
        return body.replaceAll("(\r\n)*\\z", "") + "\r\n";
    }

    private static String relaxedBody(String body) {
        String text = body.replaceAll("[ \t]+", " ").replaceAll(" \r\n", "\r\n");
        String trimmed = text.replaceAll("(\r\n)*\\z", "");
        return trimmed.isEmpty() ? "" : trimmed + "\r\n";
    }

    private static byte[] sha256(String text) throws Exception {
        return sha256(text.getBytes(ISO_8859_1));
    }

    private static byte[] sha256(byte[] data) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(data);
    }

    private static PublicKey key(String algorithm, byte[] info) throws Exception {
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(info));
    }

    private static boolean verify(String algorithm, PublicKey key, byte[] data, byte[] signature)
            throws Exception {
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(key);
        verifying.update(data);
        return verifying.verify(signature);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
