package org.openemm.mailing;

import java.nio.charset.Charset;
import java.util.List;
import org.openemm.account.Actor;
import org.openemm.content.NamedAddress;
import org.openemm.database.Transaction;
import org.openemm.mailing.Finding.Area;
import org.openemm.mailinglist.Mailinglists;

/** Whether the settings of a mailing are fit for sending; lists and groups may be gone by now. */
final class SettingsCheck {
    private SettingsCheck() {}

    static void run(Transaction tx, Actor actor, MailingDraft draft, List<Finding> findings) {
        EmailSettings email = draft.email();
        if (!actor.usesList(draft.mailinglistId())) {
            findings.add(Finding.error(Area.SETTINGS, "mailing.check.closedList"));
        } else if (!Mailinglists.exists(tx, actor, draft.mailinglistId())) {
            findings.add(Finding.error(Area.SETTINGS, "mailing.check.mailinglist"));
        }
        if (email.subject().isBlank()) {
            findings.add(Finding.error(Area.SETTINGS, "mailing.check.subject"));
        }
        sender(email.from(), findings);
        address("mailing.check.reply", email.reply().address(), findings);
        address("mailing.check.envelope", email.envelope(), findings);
        targets(tx, actor, draft, findings);
        charset(email, findings);
        if (email.preheader().isBlank()) {
            findings.add(Finding.warning(Area.SETTINGS, "mailing.check.preheader"));
        }
    }

    private static void sender(NamedAddress from, List<Finding> findings) {
        if (from.address().isEmpty()) {
            findings.add(Finding.error(Area.SETTINGS, "mailing.check.sender"));
        } else {
            address("mailing.check.senderInvalid", from.address(), findings);
        }
    }

    private static void address(String key, String address, List<Finding> findings) {
        if (!address.isEmpty() && !SenderAddress.isPossible(address)) {
            findings.add(Finding.error(Area.SETTINGS, key, SenderAddress.shown(address)));
        }
    }

    private static void targets(
            Transaction tx, Actor actor, MailingDraft draft, List<Finding> findings) {
        if (draft.needsTarget() && draft.targetExpression().isBlank()) {
            findings.add(Finding.error(Area.SETTINGS, "mailing.check.needsTarget"));
        }
        for (int target : TargetExpression.ids(draft.targetExpression())) {
            if (!MailingStore.targetExists(tx, actor, target)) {
                findings.add(Finding.error(Area.SETTINGS, "mailing.check.target", target));
            }
        }
    }

    private static void charset(EmailSettings email, List<Finding> findings) {
        String text = email.subject() + email.preheader() + email.from().name();
        if (Charset.isSupported(email.charset())
                && !Charset.forName(email.charset()).newEncoder().canEncode(text)) {
            findings.add(Finding.warning(Area.SETTINGS, "mailing.check.charset", email.charset()));
        }
    }
}
