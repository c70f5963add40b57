package org.openemm.content;

/**
 * A sender or reply address as people write it: {@code "Garden & Co" <news@example.com>}. Both
 * parts may hold AGN tags; nothing is checked here.
 *
 * @param name may be empty
 * @param address may be empty
 */
public record NamedAddress(String name, String address) {
    public NamedAddress {
        name = name == null ? "" : name.strip();
        address = address == null ? "" : address.strip();
    }

    /**
     * Reads {@code address}, {@code <address>}, {@code name <address>} or {@code "name" <address>}.
     */
    public static NamedAddress parse(String text) {
        String given = text == null ? "" : text.strip();
        int open = given.lastIndexOf('<');
        int close = given.lastIndexOf('>');
        if (open < 0 || close < open) {
            return new NamedAddress("", given);
        }
        return new NamedAddress(
                unquote(given.substring(0, open).strip()), given.substring(open + 1, close));
    }

    /** The stored form; {@link #parse} reads it back. */
    public String format() {
        if (name.isEmpty()) {
            return address;
        }
        return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\" <" + address + ">";
    }

    private static String unquote(String name) {
        if (name.length() < 2 || !name.startsWith("\"") || !name.endsWith("\"")) {
            return name;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 1; i < name.length() - 1; i++) {
            if (name.charAt(i) == '\\' && i + 2 < name.length()) {
                i++;
            }
            plain.append(name.charAt(i));
        }
        return plain.toString();
    }
}
