package org.openemm.dkim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The TXT record that tells receivers the public key.
 *
 * @param name without dot at the end
 * @param value as one text
 */
public record DnsRecord(String name, String value) {
    /** One string of a TXT record holds no more. */
    private static final int STRING = 255;

    /** The record for a key. */
    public static DnsRecord of(KeyName name, KeyType type, String publicText) {
        String algorithm = type == KeyType.RSA ? "" : "k=" + type.tag() + "; ";
        return new DnsRecord(name.record(), "v=DKIM1; " + algorithm + "p=" + publicText);
    }

    /** The value in pieces of at most 255 characters, as name servers keep it. */
    public List<String> strings() {
        List<String> strings = new ArrayList<>();
        for (int at = 0; at < value.length(); at += STRING) {
            strings.add(value.substring(at, Math.min(value.length(), at + STRING)));
        }
        return strings;
    }

    /** The line for a zone file, one string of any length. */
    public String line() {
        return name + ". IN TXT \"" + value + "\"";
    }

    /** The lines for a zone file of BIND, which takes no string longer than 255 characters. */
    public String zone() {
        return strings().stream()
                .map(string -> "\"" + string + "\"")
                .collect(Collectors.joining("\n    ", name + ". IN TXT ( ", " )"));
    }

    /** Tags of a record in lower case with their values; those without {@code =} are left out. */
    static Map<String, String> tags(String value) {
        Map<String, String> tags = new HashMap<>();
        for (String part : value.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                tags.putIfAbsent(
                        part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        part.substring(equals + 1).strip());
            }
        }
        return tags;
    }
}
