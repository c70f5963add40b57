package org.openemm.mailloop;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * As what a mail is accepted: the parameters of a line of bav.conf and of the header X-AGNMailloop.
 *
 * @param rid number of a filter, {@link #LOCAL}, {@link #FBL} or {@link #RELAY}
 * @param companyId 0 for none
 * @param forward where replies of people go; empty for nowhere
 * @param answerMailingId mailing that answers; 0 for none
 * @param mailinglistId list that a mail subscribes to; 0 for none
 * @param formId form of an installation that had one
 * @param spam null for none
 */
public record Acceptance(
        String rid,
        int companyId,
        String forward,
        int answerMailingId,
        int mailinglistId,
        int formId,
        Filter.Spam spam) {
    /** A mailbox of this machine. */
    public static final String LOCAL = "local";

    /** Complaints and unsubscribe mails. */
    public static final String FBL = "fbl";

    /** None of our domains. */
    public static final String RELAY = "relay";

    static Acceptance as(String rid) {
        return new Acceptance(rid, 0, "", 0, 0, 0, null);
    }

    static Acceptance of(Filter filter) {
        FilterDraft settings = filter.settings();
        return new Acceptance(
                Integer.toString(filter.id()),
                filter.companyId(),
                settings.forwarding() ? settings.forward() : "",
                settings.answering() ? settings.answerMailingId() : 0,
                settings.subscription().on() ? settings.subscription().mailinglistId() : 0,
                settings.subscription().on() ? settings.subscription().formId() : 0,
                filter.spam());
    }

    /** Number of the filter; 0 when it is none. */
    public int filterId() {
        return rid.matches("[1-9]\\d{0,8}") ? Integer.parseInt(rid) : 0;
    }

    /**
     * {@code rid=1,cid=1,fwd=...}: a comma or backslash in a value has a backslash before it, a
     * line break cannot occur.
     */
    public String parameters() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rid", rid);
        if (companyId != 0) {
            values.put("cid", companyId);
        }
        if (!forward.isEmpty()) {
            values.put("fwd", forward);
        }
        if (spam != null) {
            values.put("spam_email", spam.email());
            values.put("spam_fwd", spam.forward());
            values.put("spam_req", spam.required());
        }
        if (answerMailingId != 0) {
            values.put("ar", rid);
            values.put("armid", answerMailingId);
        }
        if (mailinglistId != 0) {
            values.put("sub", mailinglistId + ":" + formId);
        }
        StringBuilder text = new StringBuilder();
        values.forEach(
                (name, value) ->
                        text.append(text.isEmpty() ? "" : ",")
                                .append(name)
                                .append('=')
                                .append(escape(value.toString())));
        return text.toString();
    }

    /** Reads {@link #parameters}. What is unknown is left out, what is malformed counts as 0. */
    public static Acceptance parse(String parameters) {
        Map<String, String> values = values(parameters);
        String[] subscription = values.getOrDefault("sub", "").split(":", 2);
        return new Acceptance(
                values.getOrDefault("rid", ""),
                number(values.get("cid")),
                values.getOrDefault("fwd", ""),
                number(values.get("armid")),
                number(subscription[0]),
                subscription.length < 2 ? 0 : number(subscription[1]),
                values.containsKey("spam_req")
                        ? new Filter.Spam(
                                values.getOrDefault("spam_email", ""),
                                number(values.get("spam_fwd")),
                                number(values.get("spam_req")))
                        : null);
    }

    private static Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            if (c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == ',') {
                int equals = part.indexOf("=");
                if (equals > 0) {
                    values.put(part.substring(0, equals).strip(), part.substring(equals + 1));
                }
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        return values;
    }

    private static String escape(String value) {
        return value.replaceAll("[\\r\\n\\t]", " ").replace("\\", "\\\\").replace(",", "\\,");
    }

    private static int number(String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
