package org.openemm.mailing;

import java.time.Instant;

/**
 * A mailing or template with its settings.
 *
 * @param settings as a person fills them in; {@code settings.templateId()} is the template it was
 *     made from
 * @param editable false once it was sent to the list or activated
 * @param sendDate start of sending to the list; null before
 * @param version changes with every change of the settings; handed back with a change to notice
 *     that somebody else was faster
 */
public record Mailing(
        int id,
        boolean template,
        MailingDraft settings,
        WorkStatus status,
        boolean editable,
        boolean deleted,
        Instant created,
        Instant changed,
        Instant sendDate,
        String version) {

    public String name() {
        return settings.name();
    }
}
