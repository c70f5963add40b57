package org.openemm.rendering;

import java.util.Map;
import org.openemm.content.KnownTag;
import org.openemm.content.Tag;

/**
 * Forms of address. Without the needed part of the name, and for genders without a text of their
 * own, the text for the unknown gender is written, without a name.
 */
final class TitleValues {
    private static final int UNKNOWN_GENDER = 2;
    private static final int DEFAULT_TITLE = 1;

    private final MailingSnapshot snapshot;
    private final int gender;
    private final int title;
    private final int firstname;
    private final int lastname;

    TitleValues(MailingSnapshot snapshot) {
        this.snapshot = snapshot;
        gender = snapshot.columnIndex("gender");
        title = snapshot.columnIndex("title");
        firstname = snapshot.columnIndex("firstname");
        lastname = snapshot.columnIndex("lastname");
    }

    /** As {@link #of} with the parts that come from the profile safe for HTML. */
    TagValue escaped(KnownTag known, Tag tag) {
        TagValue plain =
                of(
                        known,
                        new Tag(
                                tag.name(),
                                tag.closing(),
                                tag.selfClosing(),
                                Map.of("type", tag.parameter("type", "1")),
                                tag.attributes(),
                                tag.start(),
                                tag.end(),
                                tag.malformed()));
        String prefix = tag.parameter("prefix", "");
        String postfix = tag.parameter("postfix", "");
        return row -> {
            String address = Html.escaped(plain.of(row));
            return address.isEmpty() ? "" : prefix + address + postfix;
        };
    }

    TagValue of(KnownTag known, Tag tag) {
        Map<Integer, String> texts =
                texts(Numbers.whole(tag.parameter("type", "1"), DEFAULT_TITLE));
        String prefix = tag.parameter("prefix", "");
        String postfix = tag.parameter("postfix", "");
        return row -> {
            String address = address(known, texts, row);
            return address.isEmpty() ? "" : prefix + address + postfix;
        };
    }

    private Map<Integer, String> texts(int titleId) {
        return snapshot.titles().stream()
                .filter(candidate -> candidate.id() == titleId)
                .findFirst()
                .map(MailingSnapshot.Title::texts)
                .orElse(Map.of());
    }

    private String address(KnownTag known, Map<Integer, String> texts, RecipientRow row) {
        String given = value(row, gender);
        int code = Numbers.whole(given, UNKNOWN_GENDER);
        String text = texts.get(code);
        String name = code == UNKNOWN_GENDER || text == null ? "" : name(known, row);
        if (name.isEmpty()) {
            return texts.getOrDefault(UNKNOWN_GENDER, "");
        }
        return text.isEmpty() ? name : text + " " + name;
    }

    /** Empty when a part is missing that the tag needs. */
    private String name(KnownTag known, RecipientRow row) {
        String first = value(row, firstname);
        String last = value(row, lastname);
        return switch (known) {
            case TITLEFIRST -> first;
            case TITLEFULL -> last.isEmpty() ? "" : join(value(row, title), join(first, last));
            default -> last.isEmpty() ? "" : join(value(row, title), last);
        };
    }

    private static String join(String first, String second) {
        return first.isEmpty() ? second : first + " " + second;
    }

    private static String value(RecipientRow row, int index) {
        String value = index < 0 ? null : row.values()[index];
        return value == null ? "" : value.strip();
    }
}
