package org.openemm.web.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.delivery.Activations;
import org.openemm.delivery.BlindCopies;
import org.openemm.delivery.Distribution;
import org.openemm.delivery.Expected;
import org.openemm.delivery.MailsPerHour;
import org.openemm.delivery.Progress;
import org.openemm.delivery.Sending;
import org.openemm.delivery.WaitingMails;
import org.openemm.mailing.Finding;
import org.openemm.mailing.LinkUsage;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingChecks;
import org.openemm.mailing.MailingContents;
import org.openemm.mailing.MailingFile;
import org.openemm.mailing.MailingFiles;
import org.openemm.mailing.MailingLinks;
import org.openemm.mailing.Mailings;
import org.openemm.mailing.TrackableLink;
import org.openemm.mailing.WorkStatus;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The page from which a mailing is sent, shown by all resources that act on it. */
public final class SendPages {
    private final Mailings mailings;
    private final MailingChecks checks;
    private final Sending sending;
    private final Activations activations;
    private final Expected expected;
    private final WaitingMails waits;
    private final BlindCopies blindCopies;
    private final Contents contents;
    private final Choices choices;

    SendPages(
            Mailings mailings,
            MailingChecks checks,
            Sending sending,
            Activations activations,
            Expected expected,
            WaitingMails waits,
            BlindCopies blindCopies,
            Contents contents,
            Choices choices) {
        this.mailings = mailings;
        this.checks = checks;
        this.sending = sending;
        this.activations = activations;
        this.expected = expected;
        this.waits = waits;
        this.blindCopies = blindCopies;
        this.contents = contents;
        this.choices = choices;
    }

    /** What a mailing is made of. */
    record Contents(MailingContents contents, MailingLinks links, MailingFiles files) {}

    /**
     * The page.
     *
     * @param list null when the mailing has none
     * @param activation of a mailing that sends itself; null for one that a person sends
     * @param nobody the list and target groups select no active recipient
     * @param trial who would get a trial; null when nobody can be found out
     * @param progress null for a template
     * @param sendable no error is in the way, somebody would get it, and it was not sent
     */
    public record SendPage(
            MailingHead head,
            Mailing mailing,
            Mailinglist list,
            List<CheckLine> checks,
            List<Finding> findings,
            ActivationPart activation,
            boolean nobody,
            Expected.Trial trial,
            ProgressPart progress,
            List<Option> speeds,
            boolean sendable,
            boolean mayLimit,
            boolean maySlow) {

        /** There is a list, and the mailing is one that goes to many, and not yet sent. */
        public boolean isCountable() {
            return !mailing.template()
                    && list != null
                    && (mailing.editable() || activation != null)
                    && (activation == null || !activation.isEvent());
        }

        public boolean hasErrors() {
            return findings.stream().anyMatch(Finding::isError);
        }
    }

    /** Progress, and the status of the mailing that goes with it. */
    public record MovedPart(ProgressPart progress, WorkStatus status) {}

    /**
     * How far the sending is, and what can be done about it.
     *
     * @param remaining estimate of the time left; null when nothing can be said
     * @param pausedItself and not only held with all others
     * @param waits why mails wait, while they should leave
     * @param outages when it waited for the database, in words
     * @param uncertain mails that may have arrived twice
     * @param copies what became of the blind copies
     */
    public record ProgressPart(
            int mailingId,
            Progress progress,
            boolean maySteer,
            Duration remaining,
            boolean pausedItself,
            List<WaitWords> waits,
            List<String> outages,
            WaitingMails.Uncertainty uncertain,
            BlindCopies.Figures copies) {
        public boolean isPaused() {
            return progress.distribution() == Distribution.DELIVERY_STOPPED;
        }

        public boolean isUnderWay() {
            return progress.distribution().isMoving() || isPaused();
        }

        public boolean isScheduled() {
            return progress.distribution() == Distribution.SCHEDULED;
        }

        /** Whether there is anything to tell. */
        public boolean isBegun() {
            return progress.statusId() != 0 && progress.distribution() != Distribution.NOT_SENT;
        }

        public boolean isSent() {
            return progress.distribution() == Distribution.SENT;
        }
    }

    View page(Ui ui, int id) {
        Mailing mailing = mailings.get(ui.actor(), id);
        List<Finding> findings = mailing.editable() ? checks.problems(ui.actor(), id) : List.of();
        Mailinglist list = list(ui, mailing);
        boolean nobody =
                findings.stream().anyMatch(found -> found.area() == Finding.Area.RECIPIENTS);
        Expected.Trial trial = list == null ? null : trial(ui, id);
        boolean mayBeSent =
                !mailing.template()
                        && mailing.editable()
                        && ui.may("mailing.send.world")
                        && findings.stream().noneMatch(Finding::isError);
        return View.of(
                "mailing/send.jte",
                new SendPage(
                        MailingHead.of(ui, mailing, MailingHead.Page.SEND),
                        mailing,
                        list,
                        mailing.editable()
                                ? CheckLine.all(ui, mailing, facts(ui, id, list), findings)
                                : List.of(),
                        findings,
                        ActivationPart.of(ui, mailing, activations),
                        nobody,
                        trial,
                        mailing.template() ? null : part(ui, id),
                        speeds(ui),
                        mayBeSent && !nobody,
                        ui.may("mailing.setmaxrecipients"),
                        ui.may("mailing.send.admin.options")));
    }

    /** Again, with what is wrong. */
    View refused(Ui ui, int id, Input input, InvalidInput problem) {
        return page(ui, id).again(input, problem);
    }

    /**
     * Does it, says so and shows the page anew, or shows it with what is wrong.
     *
     * @param key text of what was done
     */
    Object done(Ui ui, int id, String key, Runnable work) {
        try {
            work.run();
        } catch (InvalidInput e) {
            return refused(ui, id, Input.of(Map.of()), e);
        }
        ui.flash(key);
        return ui.redirect(MailingHead.Page.SEND.path(id));
    }

    /** How far the sending is now. */
    MovedPart moved(Ui ui, int id) {
        return new MovedPart(part(ui, id), mailings.get(ui.actor(), id).status());
    }

    ProgressPart part(Ui ui, int id) {
        Progress progress = sending.progress(ui.actor(), id);
        boolean waiting =
                progress.distribution() == Distribution.GENERATED
                        || progress.distribution() == Distribution.SENDING
                        || progress.distribution() == Distribution.DELIVERY_STOPPED;
        List<WaitingMails.Wait> reasons = waiting ? waits.of(ui.actor(), id) : List.of();
        return new ProgressPart(
                id,
                progress,
                ui.may("mailing.send.world"),
                remaining(progress, ui.now()),
                reasons.stream().anyMatch(wait -> wait.reason() == WaitingMails.Reason.PAUSED),
                WaitWords.of(ui, reasons),
                waits.outages(ui.actor(), id).stream()
                        .map(outage -> WaitWords.of(ui, outage))
                        .toList(),
                waits.uncertain(ui.actor(), id),
                blindCopies.of(ui.actor(), id));
    }

    /** The list of a mailing; null for none. */
    Mailinglist list(Ui ui, Mailing mailing) {
        return choices.list(ui.actor(), mailing.settings().mailinglistId());
    }

    /** As fast as until now. */
    static Duration remaining(Progress progress, Instant now) {
        long left = progress.total() - progress.sent() - progress.skipped();
        if (progress.distribution() != Distribution.SENDING
                || progress.deliveryStart() == null
                || progress.sent() == 0
                || left <= 0) {
            return null;
        }
        long millis = Duration.between(progress.deliveryStart(), now).toMillis();
        return millis <= 0 ? null : Duration.ofMillis(millis * left / progress.sent());
    }

    static String speed(Ui ui, MailsPerHour speed) {
        return speed == MailsPerHour.UNLIMITED
                ? ui.t("mailing.send.speed.unlimited")
                : ui.t("mailing.send.speed.perhour", ui.format().number(speed.mails()));
    }

    private CheckLine.Facts facts(Ui ui, int id, Mailinglist list) {
        List<TrackableLink> links = contents.links().list(ui.actor(), id, false);
        List<MailingFile> files = new ArrayList<>();
        if (ui.may("mailing.components.show")) {
            files.addAll(contents.files().images(ui.actor(), id));
        }
        if (ui.may("mailing.attachments.show")) {
            files.addAll(contents.files().attachments(ui.actor(), id));
        }
        long blocks =
                ui.may("mailing.content.show")
                        ? ContentPart.inOrder(contents.contents().get(ui.actor(), id), false)
                                .stream()
                                .filter(block -> !block.contents().isEmpty())
                                .count()
                        : 0;
        return new CheckLine.Facts(
                list == null ? "" : list.name(),
                blocks,
                links.size(),
                links.stream().filter(link -> link.usage() != LinkUsage.NONE).count(),
                files.size(),
                files.stream().mapToLong(MailingFile::size).sum());
    }

    private Expected.Trial trial(Ui ui, int id) {
        try {
            return expected.trial(ui.actor(), id);
        } catch (InvalidInput e) {
            return null;
        }
    }

    private static List<Option> speeds(Ui ui) {
        List<Option> options = new ArrayList<>();
        for (MailsPerHour speed : MailsPerHour.values()) {
            options.add(Option.of(speed.mails(), speed(ui, speed)));
        }
        return options;
    }
}
