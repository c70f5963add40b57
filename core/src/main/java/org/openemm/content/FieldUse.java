package org.openemm.content;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which profile fields the tags of a text need, named as the author wrote them. */
public final class FieldUse {
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern HASH_TAG =
            Pattern.compile("##(?:UNENCODED:)?([^#\\n]+)##", Pattern.CASE_INSENSITIVE);
    private static final List<String> SALUTATION =
            List.of("gender", "title", "firstname", "lastname");

    private FieldUse() {}

    /**
     * Names of all fields used by the tags and hash tags of a text; which of them exist is not
     * known here.
     */
    public static Set<String> of(String text) {
        Set<String> names = new LinkedHashSet<>();
        for (Tag tag : TagParser.parse(text)) {
            names.addAll(of(tag));
        }
        for (Matcher hashTag = HASH_TAG.matcher(text); hashTag.find(); ) {
            names.addAll(List.of(hashTag.group(1).split("/")));
        }
        return names;
    }

    /** Names of the fields that one tag uses. */
    public static List<String> of(Tag tag) {
        List<String> names = new ArrayList<>();
        tag.parameter("filter").ifPresent(filter -> names.addAll(variables(filter)));
        KnownTag known = KnownTag.find(tag.name()).orElse(null);
        if (known == null) {
            names.add(fieldName(tag));
            return names;
        }
        switch (known) {
            case DB, DATE, AGE, DAYS_UNTIL, ALTER ->
                    tag.parameter("column").ifPresent(column -> names.addAll(candidates(column)));
            case TITLE, TITLEFULL, TITLEFIRST -> names.addAll(SALUTATION);
            case IMAGE -> tag.parameter("patternsource").ifPresent(names::add);
            default -> {}
        }
        return names;
    }

    /** The field that a tag of no known name stands for: {@code agnFIRSTNAME} is firstname. */
    public static String fieldName(Tag tag) {
        return tag.name().substring("agn".length()).toLowerCase(Locale.ROOT);
    }

    /**
     * What a column parameter may mean, best guess first: the whole text (a column or a display
     * name), else the identifier it starts with.
     */
    public static List<String> candidates(String column) {
        Matcher identifier = IDENTIFIER.matcher(column);
        if (identifier.lookingAt() && identifier.end() < column.length()) {
            return List.of(column, identifier.group());
        }
        return List.of(column);
    }

    /** Fields named {@code $name} in an expression. */
    public static List<String> variables(String expression) {
        return VARIABLE.matcher(expression).results().map(found -> found.group(1)).toList();
    }
}
