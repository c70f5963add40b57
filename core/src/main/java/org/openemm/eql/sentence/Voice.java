package org.openemm.eql.sentence;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The language of the person who reads: texts, dates and numbers. */
public final class Voice {
    /** From here on thousands are parted; below it may be a year. */
    private static final BigDecimal GROUPED = BigDecimal.valueOf(10_000);

    private static final int MAX_FRACTION = 40;

    /** Longest value that a sentence repeats. */
    private static final int MAX_VALUE = 60;

    private final UnaryOperator<String> texts;
    private final Locale locale;
    private final Function<LocalDate, String> dates;

    /**
     * @param texts the text behind a key of the bundle {@code messages/rules}, placeholders left in
     * @param dates a day as the person reads it
     */
    public Voice(UnaryOperator<String> texts, Locale locale, Function<LocalDate, String> dates) {
        this.texts = texts;
        this.locale = locale;
        this.dates = dates;
    }

    /** The order of words in a statement; most texts have one order only. */
    Phrase say(String key, Phrase... arguments) {
        String pattern = texts.apply(key);
        int bar = pattern.indexOf(" | ");
        return Phrase.filled(bar < 0 ? pattern : pattern.substring(bar + 3), arguments);
    }

    /** The order of words behind a relative pronoun. */
    Phrase sayRelative(String key, Phrase... arguments) {
        String pattern = texts.apply(key);
        int bar = pattern.indexOf(" | ");
        return Phrase.filled(bar < 0 ? pattern : pattern.substring(0, bar), arguments);
    }

    /**
     * Several things with commas and a word before the last one.
     *
     * @param last key of the text that joins the last one to those before it
     */
    Phrase row(String last, List<Phrase> phrases) {
        Phrase row = phrases.get(0);
        for (int i = 1; i < phrases.size(); i++) {
            String key = i == phrases.size() - 1 ? last : "sentence.comma";
            row = say(key, row, phrases.get(i));
        }
        return row;
    }

    String number(String digits) {
        BigDecimal number = new BigDecimal(digits);
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMaximumFractionDigits(MAX_FRACTION);
        format.setGroupingUsed(number.abs().compareTo(GROUPED) >= 0);
        return format.format(number);
    }

    String date(LocalDate day) {
        return dates.apply(day);
    }

    String month(int month) {
        return Month.of(month).getDisplayName(TextStyle.FULL_STANDALONE, locale);
    }

    /** A text as a value; in quotes where it would not be seen as one. */
    Phrase text(String text) {
        String shown =
                text.codePointCount(0, text.length()) <= MAX_VALUE
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, MAX_VALUE)) + "…";
        boolean plain = !text.isEmpty() && text.equals(text.strip());
        return plain ? Phrase.value(shown) : say("sentence.quoted", Phrase.value(shown));
    }

    /** A value that stands in the texts. */
    Phrase label(String key) {
        return Phrase.value(texts.apply(key));
    }

    /** A name in quotes. */
    Phrase name(String name) {
        return say("sentence.quoted", Phrase.of(Part.Kind.NAME, name));
    }

    /** A number of something, with the word for one or for many. */
    Phrase count(String key, int number) {
        return say(
                key + (number == 1 ? ".one" : ".many"),
                Phrase.value(number(String.valueOf(number))));
    }
}
