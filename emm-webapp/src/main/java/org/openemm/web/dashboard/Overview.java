package org.openemm.web.dashboard;

import java.util.List;
import java.util.Optional;
import org.openemm.account.Actor;
import org.openemm.delivery.Progress;
import org.openemm.delivery.Sending;
import org.openemm.mailing.MailingQuery;
import org.openemm.mailing.MailingSummary;
import org.openemm.mailing.Mailings;
import org.openemm.mailing.WorkStatus;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.Recipients;
import org.openemm.statistics.MailingStatistics;

/** Gathers what the dashboard shows, each part only for those who have the right to see it. */
public final class Overview {
    /** Recipients are counted no further: beyond, the exact number says nothing to a person. */
    static final long COUNT_LIMIT = 1_000_000;

    private static final int RECENT = 8;
    private static final List<WorkStatus> MOVING =
            List.of(
                    WorkStatus.SCHEDULED,
                    WorkStatus.IN_GENERATION,
                    WorkStatus.GENERATION_FINISHED,
                    WorkStatus.SENDING);

    private final Mailings mailings;
    private final MailingStatistics statistics;
    private final Sending sending;
    private final Recipients recipients;
    private final Mailinglists mailinglists;

    Overview(
            Mailings mailings,
            MailingStatistics statistics,
            Sending sending,
            Recipients recipients,
            Mailinglists mailinglists) {
        this.mailings = mailings;
        this.statistics = statistics;
        this.sending = sending;
        this.recipients = recipients;
        this.mailinglists = mailinglists;
    }

    /**
     * A mailing that was edited or sent lately.
     *
     * @param figures empty while it has not been sent
     */
    public record Recent(MailingSummary mailing, Optional<Figures> figures) {}

    /** What came of a mailing. */
    public record Figures(long delivered, long openers, long clickers) {}

    /** A mailing on its way. */
    public record Moving(MailingSummary mailing, Progress progress) {}

    Optional<Long> recipients(Actor actor) {
        return actor.may("recipient.show")
                ? Optional.of(recipients.count(actor, RecipientQuery.all(1), COUNT_LIMIT))
                : Optional.empty();
    }

    Optional<Integer> mailinglists(Actor actor) {
        return actor.may("mailinglist.show")
                ? Optional.of(mailinglists.all(actor).size())
                : Optional.empty();
    }

    /** Mailings that were changed or sent last, newest first. */
    List<Recent> recent(Actor actor) {
        return newest(actor).stream()
                .limit(RECENT)
                .map(mailing -> new Recent(mailing, figures(actor, mailing)))
                .toList();
    }

    /** Mailings that wait for their time or are being sent. */
    List<Moving> moving(Actor actor) {
        return newest(actor).stream()
                .filter(mailing -> MOVING.contains(mailing.status()))
                .map(mailing -> new Moving(mailing, sending.progress(actor, mailing.id())))
                .toList();
    }

    private List<MailingSummary> newest(Actor actor) {
        if (!actor.may("mailing.show")) {
            return List.of();
        }
        MailingQuery query =
                new MailingQuery(
                        false, false, "", 0, null, MailingQuery.Sort.CHANGED, true, 1, 4 * RECENT);
        return mailings.list(actor, query).rows();
    }

    private Optional<Figures> figures(Actor actor, MailingSummary mailing) {
        boolean sent =
                mailing.status() == WorkStatus.SENT || mailing.status() == WorkStatus.SENDING;
        if (!sent || !actor.may("stats.mailing")) {
            return Optional.empty();
        }
        var summary = statistics.summary(actor, mailing.id());
        return Optional.of(
                new Figures(summary.delivered(), summary.openersTotal(), summary.clickers()));
    }
}
