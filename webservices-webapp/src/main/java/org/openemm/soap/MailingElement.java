package org.openemm.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailFormat;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailing.MailingType;

/** Writes the element Mailing, in the order of the schema. */
final class MailingElement {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private MailingElement() {}

    static void write(Response element, Mailing mailing) {
        MailingDraft settings = mailing.settings();
        EmailSettings email = settings.email();
        element.put("mailingID", mailing.id())
                .put("shortname", settings.name())
                .put("description", settings.description())
                .put("mailinglistID", settings.mailinglistId());
        List<String> targets = targets(settings.targetExpression());
        if (!targets.isEmpty()) {
            Response list = element.open("targetIDList");
            targets.forEach(id -> list.put("targetID", id));
        }
        element.put("mailingType", type(settings.type())).put("subject", email.subject());
        address(element, "sender", email.from());
        address(element, "replyTo", email.reply());
        element.put("charset", email.charset()).put("linefeed", email.linefeed());
        Response formats = element.open("formats");
        formats.put("format", "text");
        if (email.format() != MailFormat.TEXT) {
            formats.put("format", "online-html");
        }
        if (email.format() == MailFormat.OFFLINE_HTML) {
            formats.put("format", "offline-html");
        }
        element.put("onePixel", email.openingPixel().parameter()).put("autoUpdate", false);
        if (settings.planDate() != null) {
            element.put("plannedDate", Dates.write(settings.planDate()));
        }
    }

    private static void address(Response element, String prefix, NamedAddress address) {
        if (!address.name().isEmpty()) {
            element.put(prefix + "Name", address.name());
        }
        element.put(prefix + "Address", address.address());
    }

    private static List<String> targets(String expression) {
        List<String> ids = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(expression);
        while (matcher.find()) {
            ids.add(matcher.group());
        }
        return ids;
    }

    static String type(MailingType type) {
        return switch (type) {
            case NORMAL -> "regular";
            case ACTION_BASED -> "action-based";
            case DATE_BASED -> "rule-based";
            case FOLLOW_UP -> "follow-up";
            case INTERVAL -> "interval";
        };
    }
}
