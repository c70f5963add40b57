package org.openemm.eql;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Words and signs that people bring along from SQL, programming and their own language. */
final class ForeignWords {
    private static final Map<String, Hint> HINTS = hints();

    private ForeignWords() {}

    static Optional<Hint> hint(String word) {
        return Optional.ofNullable(HINTS.get(word.toLowerCase(Locale.ROOT)));
    }

    private static Map<String, Hint> hints() {
        Map<String, Hint> hints = new HashMap<>();
        for (List<String> entry :
                List.of(
                        List.of("TODAY", "now", "sysdate", "current_date", "current_timestamp"),
                        List.of("TODAY", "curdate", "heute", "jetzt"),
                        List.of("AND", "&", "und"),
                        List.of("OR", "|", "oder"),
                        List.of("NOT", "!", "nicht", "kein"),
                        List.of("IS", "ist"),
                        List.of("EMPTY", "leer", "blank"),
                        List.of("CONTAINS", "enthält", "enthaelt", "includes"),
                        List.of("STARTS WITH", "beginnt", "begins", "startswith", "beginswith"),
                        List.of("LIKE '*...'", "ends", "endet", "endswith"),
                        List.of("LIKE", "wie", "matches", "rlike", "regexp", "ilike"),
                        List.of("BETWEEN", "zwischen"),
                        List.of("OPENED", "geöffnet", "geoeffnet", "opens", "open"),
                        List.of("CLICKED", "geklickt", "clicks", "click"),
                        List.of("RECEIVED", "erhalten", "empfangen", "got", "receive"),
                        List.of("HAS", "hat"),
                        List.of("REVENUE", "umsatz"),
                        List.of("DAYS", "tage", "tagen"),
                        List.of("TIMES", "mal"),
                        List.of("DATEFORMAT", "format", "datumsformat"),
                        List.of("TODAY - 30", "interval"),
                        List.of("=", ":"))) {
            entry.subList(1, entry.size())
                    .forEach(
                            word -> hints.put(word, new Hint("target.hint.instead", entry.get(0))));
        }
        hints.put("null", new Hint("target.hint.null"));
        hints.put("true", new Hint("target.hint.instead", "1"));
        hints.put("false", new Hint("target.hint.instead", "0"));
        hints.put("xor", new Hint("target.hint.andOr"));
        hints.put("where", new Hint("target.hint.notSql"));
        hints.put("if", new Hint("target.hint.notSql"));
        hints.put("collate", new Hint("target.hint.notSql"));
        hints.put(";", new Hint("target.hint.leaveOut", ";"));
        hints.put("[", new Hint("target.hint.backtickNames"));
        hints.put("{", new Hint("target.hint.backtickNames"));
        for (String quote : List.of("\u2018", "\u2019", "\u201a", "\u00b4")) {
            hints.put(quote, new Hint("target.hint.straightQuotes", "'"));
        }
        for (String quote : List.of("\u201c", "\u201d", "\u201e", "\u00ab", "\u00bb")) {
            hints.put(quote, new Hint("target.hint.straightQuotes", "\""));
        }
        return Map.copyOf(hints);
    }
}
