package org.openemm.target;

import java.util.ArrayList;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.UserType;

/**
 * Recipients somebody asks for. All parts must hold; blank, zero and null ask for nothing.
 *
 * <p>One value for every place that means "recipients that match this filter": the list, changes of
 * many, exports, counts. {@link RecipientFilters} makes SQL of it.
 *
 * @param text quick search, see {@link RecipientQuery}
 * @param mailinglistId 0 for any, {@link RecipientQuery#NO_LIST} for recipients in no list
 * @param status in the mailing list, or in any when none is chosen
 * @param userType likewise
 * @param targetId members of a target group
 * @param rules lines on profile fields
 * @param any whether one of the lines is enough; else all must hold
 * @param eql a rule in the language of target groups
 */
public record RecipientFilter(
        String text,
        int mailinglistId,
        BindingStatus status,
        UserType userType,
        int targetId,
        List<FieldRule> rules,
        boolean any,
        String eql) {
    /** Lines of a filter. */
    public static final int MOST_RULES = 20;

    /** Asks for nothing: everybody. */
    public static final RecipientFilter NONE =
            new RecipientFilter("", 0, null, null, 0, List.of(), false, "");

    private static final String LINE = "\n";
    private static final String PART = "\u001f";

    public RecipientFilter {
        text = text == null ? "" : text.strip();
        eql = eql == null ? "" : eql.strip();
        rules = List.copyOf(rules);
        if (rules.size() > MOST_RULES) {
            throw new InvalidInput("rules", "target.filter.many", MOST_RULES);
        }
    }

    /** Members of a target group, or everybody for 0. */
    public static RecipientFilter ofTarget(int targetId) {
        return new RecipientFilter("", 0, null, null, targetId, List.of(), false, "");
    }

    /** Whether anything is asked for at all. */
    public boolean isEmpty() {
        return text.isEmpty()
                && mailinglistId == 0
                && status == null
                && userType == null
                && targetId == 0
                && rules.isEmpty()
                && eql.isEmpty();
    }

    /** The same with other lines. */
    public RecipientFilter with(List<FieldRule> otherRules, boolean otherAny, String otherEql) {
        return new RecipientFilter(
                text, mailinglistId, status, userType, targetId, otherRules, otherAny, otherEql);
    }

    /** Lines as one text, for an address or a form; empty without lines. */
    public static String encoded(List<FieldRule> rules, boolean any) {
        if (rules.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(any ? "any" : "all");
        for (FieldRule rule : rules) {
            text.append(LINE)
                    .append(rule.column())
                    .append(' ')
                    .append(rule.operator())
                    .append(' ')
                    .append(rule.value().replaceAll("[\\r\\n]+", " "));
        }
        return text.toString();
    }

    /**
     * The filter with the lines of such a text.
     *
     * @throws InvalidInput field {@code rules}: the text was not made by {@link #encoded}
     */
    public RecipientFilter withEncoded(String encodedRules) {
        if (encodedRules.isBlank()) {
            return with(List.of(), false, eql);
        }
        String[] lines = encodedRules.replace("\r", "").split(LINE);
        List<FieldRule> read = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String[] parts = lines[i].split(" ", 3);
            if (parts.length < 2) {
                throw new InvalidInput("rules", "target.filter.operator");
            }
            read.add(
                    new FieldRule(
                            parts[0],
                            FieldRule.operator(parts[1]),
                            parts.length == 3 ? parts[2] : ""));
        }
        return with(read, lines[0].equals("any"), eql);
    }

    /** All of it as one text, to be kept in the database while a change of many runs. */
    public String stored() {
        return String.join(
                PART,
                text,
                String.valueOf(mailinglistId),
                status == null ? "" : String.valueOf(status.code()),
                userType == null ? "" : String.valueOf(userType.code()),
                String.valueOf(targetId),
                encoded(rules, any),
                eql);
    }

    /**
     * The filter that {@link #stored} was asked for.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static RecipientFilter ofStored(String stored) {
        String[] parts = stored.split(PART, -1);
        if (parts.length != 7) {
            throw new IllegalArgumentException("No filter: " + stored);
        }
        return new RecipientFilter(
                        parts[0],
                        Integer.parseInt(parts[1]),
                        parts[2].isEmpty()
                                ? null
                                : BindingStatus.find(Integer.parseInt(parts[2])).orElseThrow(),
                        parts[3].isEmpty() ? null : UserType.find(parts[3].charAt(0)).orElseThrow(),
                        Integer.parseInt(parts[4]),
                        List.of(),
                        false,
                        parts[6])
                .withEncoded(parts[5]);
    }
}
