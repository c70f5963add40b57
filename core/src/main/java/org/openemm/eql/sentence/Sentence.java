package org.openemm.eql.sentence;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A sentence, perhaps with sentences below it.
 *
 * @param parts the words in order; to be shown one after the other without anything between them
 * @param items what is listed below; empty where the words say it all
 */
public record Sentence(List<Part> parts, List<Sentence> items) {
    public Sentence {
        parts = List.copyOf(parts);
        items = List.copyOf(items);
    }

    /** The words of this line alone. */
    public String words() {
        return parts.stream().map(Part::text).collect(Collectors.joining());
    }

    /**
     * As plain text, every item on a line of its own, two blanks deeper than what it belongs to.
     */
    public String plain() {
        StringBuilder text = new StringBuilder(words());
        for (Sentence item : items) {
            text.append("\n  ").append(item.plain().replace("\n", "\n  "));
        }
        return text.toString();
    }
}
