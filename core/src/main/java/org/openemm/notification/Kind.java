package org.openemm.notification;

import java.util.Arrays;
import java.util.List;
import org.openemm.account.Actor;

/** What a notification is about (notification_tbl.kind). */
public enum Kind {
    /** Everything was handed to the mail server. Numbers: mails. */
    MAILING_SENT("mailing.show"),
    /** Nobody was to get the mailing. */
    MAILING_EMPTY("mailing.show"),
    /** The mails could not be made, nothing was sent. */
    MAILING_FAILED("mailing.show"),
    /** Paused by a person and perhaps forgotten. Numbers: hours. */
    MAILING_PAUSED("mailing.show"),
    /** Numbers: rows, recipients added, recipients changed, bad rows. */
    IMPORT_DONE("wizard.importclassic", "wizard.import"),
    IMPORT_FAILED("wizard.importclassic", "wizard.import"),
    /** Numbers: recipients. */
    EXPORT_DONE("wizard.export"),
    EXPORT_FAILED("wizard.export"),
    JOB_FAILED("server.status"),
    /** For a user who is here for the first time. */
    WELCOME();

    private final List<String> rights;

    /**
     * @param rights one of them is enough; none: for everybody
     */
    Kind(String... rights) {
        this.rights = List.of(rights);
    }

    /** Bad news. */
    public boolean isFailure() {
        return this == MAILING_FAILED
                || this == IMPORT_FAILED
                || this == EXPORT_FAILED
                || this == JOB_FAILED;
    }

    /** Needs somebody, but nothing is broken. */
    public boolean isWarning() {
        return this == MAILING_EMPTY || this == MAILING_PAUSED;
    }

    /** Names of the kinds that the actor may see. */
    static List<String> visibleTo(Actor actor) {
        return Arrays.stream(values())
                .filter(kind -> kind.rights.isEmpty() || kind.rights.stream().anyMatch(actor::may))
                .map(Enum::name)
                .toList();
    }
}
