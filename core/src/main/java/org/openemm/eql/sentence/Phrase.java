package org.openemm.eql.sentence;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words in a row; empty ones have no parts. */
record Phrase(List<Part> parts) {
    static Phrase of(Part.Kind kind, String text) {
        return new Phrase(List.of(new Part(kind, text)));
    }

    static Phrase field(String name) {
        return of(Part.Kind.FIELD, name);
    }

    static Phrase value(String text) {
        return of(Part.Kind.VALUE, text);
    }

    static final Phrase NONE = new Phrase(List.of());

    private static final Pattern OPTION = Pattern.compile("\\[([^\\[\\]]*\\{(\\d)}[^\\[\\]]*)]");

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /**
     * A pattern with {@code {0}}, {@code {1}} ... where other phrases go. What stands in square
     * brackets is left out when the phrase in it is empty.
     */
    static Phrase filled(String text, Phrase... arguments) {
        String pattern =
                OPTION.matcher(text)
                        .replaceAll(
                                option ->
                                        arguments[Integer.parseInt(option.group(2))].isEmpty()
                                                ? ""
                                                : Matcher.quoteReplacement(option.group(1)));
        List<Part> parts = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean slot =
                    c == '{'
                            && i + 2 < pattern.length()
                            && pattern.charAt(i + 2) == '}'
                            && Character.isDigit(pattern.charAt(i + 1));
            if (!slot) {
                words.append(c);
                continue;
            }
            add(parts, words);
            arguments[pattern.charAt(i + 1) - '0'].parts().forEach(part -> join(parts, part));
            i += 2;
        }
        add(parts, words);
        return new Phrase(List.copyOf(parts));
    }

    private static void add(List<Part> parts, StringBuilder words) {
        if (!words.isEmpty()) {
            join(parts, new Part(Part.Kind.WORDS, words.toString()));
            words.setLength(0);
        }
    }

    /** Words that follow words become one part. */
    private static void join(List<Part> parts, Part next) {
        int last = parts.size() - 1;
        if (last >= 0
                && next.kind() == Part.Kind.WORDS
                && parts.get(last).kind() == Part.Kind.WORDS) {
            parts.set(last, new Part(Part.Kind.WORDS, parts.get(last).text() + next.text()));
        } else {
            parts.add(next);
        }
    }
}
