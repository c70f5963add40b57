package org.openemm.soap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.delivery.SendOptions;
import org.openemm.delivery.Sending;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingType;
import org.openemm.mailing.Mailings;
import org.openemm.mailing.WorkStatus;

/** Sends a mailing to its list (now or later), or to its admin or test recipients. */
final class SendMailing implements Operation {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private final Mailings mailings;
    private final Sending sending;
    private final Clock clock;

    SendMailing(Mailings mailings, Sending sending, Clock clock) {
        this.mailings = mailings;
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
        Mailing mailing = mailing(caller.actor(), id);
        if (request.isTrue("doubleCheck")) {
            removeDuplicates(caller.actor(), mailing);
        }
        switch (to) {
            case "admin" -> sending.admin(caller.actor(), id);
            case "test" -> sending.test(caller.actor(), id);
            default ->
                    world(caller.actor(), mailing, new SendOptions(when, blockSize, stepping, 0));
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

    private void world(Actor actor, Mailing mailing, SendOptions options) {
        if (mailing.settings().type() != MailingType.NORMAL) {
            throw SoapFault.client("Mailing type needs to be Normal for World mailing.");
        }
        if (!mailing.editable() || mailing.status() == WorkStatus.SENT) {
            throw SoapFault.client("World mailing already sent");
        }
        boolean now = !options.when().isAfter(clock.instant());
        sending.world(
                actor,
                mailing.id(),
                now
                        ? new SendOptions(null, options.blockSize(), options.stepMinutes(), 0)
                        : options);
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
