package org.openemm.reports;

/** Text as the report's font can print it: pictographs beyond the basic plane would leave holes. */
final class Printable {
    private static final int MAX_LENGTH = 300;

    /** Letters without a blank that fit into any column. */
    private static final int LONG_RUN = 28;

    private static final int SHORT_RUN = 12;
    private static final char MAY_BREAK = '\u200B';

    private Printable() {}

    static String of(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> Character.isBmpCodePoint(c) && c != 0xFE0F && c != 0x200D)
                .forEach(result::appendCodePoint);
        return result.toString().replaceAll("  +", " ").strip();
    }

    /**
     * The same with places where a word too long for its column may break, such as an address; a
     * text beyond any column is cut.
     */
    static String breakable(String text) {
        String printable = of(text);
        String cut =
                printable.length() <= MAX_LENGTH
                        ? printable
                        : printable.substring(0, MAX_LENGTH) + "…";
        StringBuilder result = new StringBuilder();
        int run = 0;
        for (char c : cut.toCharArray()) {
            result.append(c);
            run = c == ' ' ? 0 : run + 1;
            if (run >= LONG_RUN || (run > SHORT_RUN && "/?&=_-.".indexOf(c) >= 0)) {
                result.append(MAY_BREAK);
                run = 0;
            }
        }
        return result.toString();
    }
}
