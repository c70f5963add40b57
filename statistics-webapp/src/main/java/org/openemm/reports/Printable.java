package org.openemm.reports;

/** Text as the report's font can print it: pictographs beyond the basic plane would leave holes. */
final class Printable {
    private Printable() {}

    static String of(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> Character.isBmpCodePoint(c) && c != 0xFE0F && c != 0x200D)
                .forEach(result::appendCodePoint);
        return result.toString().replaceAll("  +", " ").strip();
    }
}
