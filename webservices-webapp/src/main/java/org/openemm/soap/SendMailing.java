package org.openemm.soap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.delivery.Expected;
import org.openemm.delivery.SendOptions;
import org.openemm.delivery.Sending;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingChecks;
import org.openemm.mailing.MailingType;
import org.openemm.mailing.Mailings;
import org.openemm.mailing.WorkStatus;

/**
 * Sends a mailing to its list (now or later), or to its admin or test recipients. What people may
 * not send in the browser, programs may not send here: they get a fault that says what is wrong,
 * and nothing was changed.
 */
final class SendMailing implements Operation {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private final Mailings mailings;
    private final MailingChecks checks;
    private final Expected expected;
    private final Sending sending;
    private final Clock clock;

    SendMailing(
            Mailings mailings,
            MailingChecks checks,
            Expected expected,
            Sending sending,
            Clock clock) {
        this.mailings = mailings;
        this.checks = checks;
        this.expected = expected;
        this.sending = sending;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "SendMailing";
    }

    @Override
    public void answer(Request request, Response response, Caller caller) {
        int id = Checks.positive(request, "mailingID", "mailing id value");
        String to = request.text("recipientsType").strip().toLowerCase(Locale.ROOT);
        if (!to.equals("world") && !to.equals("admin") && !to.equals("test")) {
            throw SoapFault.client(
                    "recipients type is invalid. Possible values are \"world\", \"admin\","
                            + " \"test\"");
        }
        Instant when = sendDate(request);
        int blockSize = Checks.notNegative(request, "blocksize", "blocksize");
        int stepping = Checks.notNegative(request, "stepping", "stepping");
        Actor actor = caller.actor();
        Mailing mailing = mailing(actor, id);
        boolean now = !when.isAfter(clock.instant());
        if (to.equals("world")) {
            requireUnsent(mailing);
        }
        checks.requireSendable(actor, id);
        if (now || !to.equals("world")) {
            requireRecipients(actor, id, to);
        }
        if (request.isTrue("doubleCheck")) {
            removeDuplicates(actor, mailing);
        }
        switch (to) {
            case "admin" -> sending.admin(actor, id);
            case "test" -> sending.test(actor, id);
            default ->
                    sending.world(
                            actor, id, new SendOptions(now ? null : when, blockSize, stepping, 0));
        }
    }

    /** A list may still be empty when its mailing is scheduled, but not when it leaves. */
    private void requireRecipients(Actor actor, int mailingId, String to) {
        long count =
                switch (to) {
                    case "admin" -> expected.trial(actor, mailingId).admins();
                    case "test" -> expected.trial(actor, mailingId).all();
                    default -> expected.recent(actor, mailingId).recipients();
                };
        if (count == 0) {
            throw SoapFault.client(
                    to.equals("world")
                            ? "The mailing has no recipients"
                            : "The mailing list has no " + to + " recipients");
        }
    }

    private Instant sendDate(Request request) {
        Instant when =
                Dates.read(request.text("sendDate"))
                        .orElseThrow(() -> SoapFault.client("send date is required"));
        if (when.isBefore(clock.instant().minus(TOLERANCE))) {
            throw SoapFault.client("Send date not in future");
        }
        return when;
    }

    private Mailing mailing(Actor actor, int id) {
        try {
            Mailing mailing = mailings.get(actor, id);
            if (!mailing.template()) {
                return mailing;
            }
        } catch (NotFound e) {
            // Answered below like a template.
        }
        throw SoapFault.client("Unknown mailing ID");
    }

    private static void requireUnsent(Mailing mailing) {
        if (mailing.settings().type() != MailingType.NORMAL) {
            throw SoapFault.client("Mailing type needs to be Normal for World mailing.");
        }
        if (!mailing.editable() || mailing.status() == WorkStatus.SENT) {
            throw SoapFault.client("World mailing already sent");
        }
    }

    private void removeDuplicates(Actor actor, Mailing mailing) {
        EmailSettings email = mailing.settings().email();
        if (!email.removeDuplicates() && mailing.editable()) {
            mailings.update(
                    actor,
                    mailing.id(),
                    mailing.settings().withEmail(email.withRemoveDuplicates(true)),
                    mailing.version());
        }
    }
}
