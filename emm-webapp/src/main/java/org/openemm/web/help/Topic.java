package org.openemm.web.help;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A page of the handbook: {@code docs/user/<language>/<name>.md}, in the order of the contents. */
enum Topic {
    FIRST_STEPS(Part.START),
    DASHBOARD(Part.START),
    CALENDAR(Part.START),
    MAILINGS(Part.MAILINGS),
    MAILING_SETTINGS(Part.MAILINGS),
    MAILING_CONTENT(Part.MAILINGS),
    TAGS(Part.MAILINGS),
    IMAGES(Part.MAILINGS),
    LINKS(Part.MAILINGS),
    PREVIEW(Part.MAILINGS),
    SENDING(Part.MAILINGS),
    STOPPING(Part.MAILINGS),
    STATISTICS(Part.MAILINGS),
    MAILBOX(Part.MAILINGS),
    RECIPIENTS(Part.RECIPIENTS),
    PROFILE_FIELDS(Part.RECIPIENTS),
    MAILING_LISTS(Part.RECIPIENTS),
    BLOCKLIST(Part.RECIPIENTS),
    IMPORT(Part.RECIPIENTS),
    IMPORT_PROFILES(Part.RECIPIENTS),
    IMPORT_LOGS(Part.RECIPIENTS),
    DATA_SOURCES(Part.RECIPIENTS),
    FIELD_CONTENT(Part.RECIPIENTS),
    EXPORT(Part.RECIPIENTS),
    TARGET_GROUPS(Part.RECIPIENTS),
    SEARCH(Part.GENERAL),
    NOTIFICATIONS(Part.GENERAL),
    ACCOUNT(Part.GENERAL),
    ROUTES(Part.GENERAL),
    RESPONSE_PROCESSING(Part.GENERAL),
    BRAND(Part.GENERAL),
    DKIM(Part.GENERAL),
    ACTIVITY_LOG(Part.GENERAL),
    SHORTCUTS(Part.GENERAL),
    GLOSSARY(Part.GENERAL);

    private final Part part;

    /** Headings of the contents: texts have the keys {@code help.part.<name>}. */
    enum Part {
        START,
        MAILINGS,
        RECIPIENTS,
        GENERAL;

        String key() {
            return "help.part." + name().toLowerCase(Locale.ROOT);
        }
    }

    Topic(Part part) {
        this.part = part;
    }

    Part part() {
        return part;
    }

    /** As in file names and addresses. */
    String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Topic> of(String path) {
        return Arrays.stream(values()).filter(topic -> topic.path().equals(path)).findFirst();
    }
}
