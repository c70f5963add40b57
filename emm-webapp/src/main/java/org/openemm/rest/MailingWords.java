package org.openemm.rest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingType;
import org.openemm.mailing.WorkStatus;

/** How mailings are spoken of. */
final class MailingWords {
    private MailingWords() {}

    /** What every answer says of a mailing. */
    static Map<String, Object> basic(int id, MailingType type, String name, String description) {
        Map<String, Object> basic = new LinkedHashMap<>();
        basic.put("mailing_id", id);
        basic.put("type", type.name());
        basic.put("name", name);
        basic.put("description", description);
        return basic;
    }

    static Map<String, Object> basic(Mailing mailing) {
        return basic(
                mailing.id(),
                mailing.settings().type(),
                mailing.name(),
                mailing.settings().description());
    }

    static String status(WorkStatus status) {
        return status == WorkStatus.NO_RECIPIENTS ? "NORECIPIENTS" : status.name();
    }

    /**
     * @throws Refusal for another word
     */
    static MailingType type(String word) {
        for (MailingType type : MailingType.values()) {
            if (type.name().equalsIgnoreCase(word.strip())) {
                return type;
            }
        }
        throw Refusal.bad(
                "Invalid mailingtype '"
                        + Fields.shown(word)
                        + "': expected "
                        + Arrays.stream(MailingType.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", ")));
    }
}
