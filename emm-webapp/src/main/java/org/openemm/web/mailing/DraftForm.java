package org.openemm.web.mailing;

import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.FollowUp;
import org.openemm.mailing.MailFormat;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailing.MailingType;
import org.openemm.mailing.OpeningPixel;
import org.openemm.mailing.TargetExpression;
import org.openemm.web.ui.Formats;
import org.openemm.web.ui.Input;

/** Reads the fields of a mailing's settings. */
final class DraftForm {
    private DraftForm() {}

    /**
     * All settings.
     *
     * @param stored what fields that the user does not see keep
     */
    static MailingDraft all(Input input, MailingDraft stored, boolean extended, Formats formats) {
        EmailSettings before = stored.email();
        EmailSettings email =
                new EmailSettings(
                        input.text("subject"),
                        input.text("preheader"),
                        address(input, "from"),
                        address(input, "reply"),
                        input.find("envelope").map(String::strip).orElse(before.envelope()),
                        extended ? input.text("bcc") : before.bcc(),
                        MailFormat.of(input.integer("format", before.format().code())),
                        extended ? input.text("charset") : before.charset(),
                        extended
                                ? OpeningPixel.of(input.text("openingPixel"))
                                : before.openingPixel(),
                        input.integer("linefeed", before.linefeed()),
                        input.flag("removeDuplicates"),
                        input.flag("skipEmpty"),
                        followUp(input, before.followUp()));
        return new MailingDraft(
                input.text("name"),
                input.text("description"),
                input.integer("mailinglistId", 0),
                stored.templateId(),
                MailingType.of(input.integer("type", stored.type().code())),
                targets(input, stored.targetExpression()),
                input.flag("needsTarget"),
                input.flag("archived"),
                extended ? input.text("purpose").equals("transaction") : stored.transactional(),
                input.instant("planDate", formats).orElse(null),
                email);
    }

    private static FollowUp followUp(Input input, FollowUp before) {
        return input.find("followUpMethod").isEmpty()
                ? before
                : new FollowUp(
                        input.integer("followUp", 0),
                        FollowUp.Method.of(input.text("followUpMethod")));
    }

    /** The ticked groups; an expression that no list of boxes can show stays as it is. */
    static String targets(Input input, String stored) {
        return input.flag("targetsShown")
                ? TargetExpression.of(
                        input.integers("target"), !input.text("targetMode").equals("any"))
                : stored;
    }

    private static NamedAddress address(Input input, String field) {
        return new NamedAddress(input.text(field + "Name"), input.text(field));
    }
}
