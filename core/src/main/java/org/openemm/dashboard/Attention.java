package org.openemm.dashboard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.openemm.account.Actor;
import org.openemm.dashboard.Concern.Kind;
import org.openemm.delivery.Distribution;
import org.openemm.delivery.Progress;
import org.openemm.delivery.Sending;
import org.openemm.dkim.UnsignedSenders;
import org.openemm.importing.Import;
import org.openemm.importing.ImportState;
import org.openemm.importing.Imports;
import org.openemm.job.FailedJobs;
import org.openemm.mailing.Finding;
import org.openemm.mailing.MailingChecks;
import org.openemm.planning.PlannedMailing;
import org.openemm.planning.Planning;
import org.openemm.statistics.RecentMailings;
import org.openemm.statistics.RecentMailings.Bounced;

/** Finds what needs attention. Each user hears only of what he has the right to see. */
public final class Attention {
    private static final Duration IMPORTS_OF = Duration.ofDays(7);
    private static final int MAILINGS_LOOKED_AT = 20;
    private static final int COMPARED_WITH = 10;

    /** Below, single addresses decide. */
    private static final int ENOUGH_MAILS = 100;

    /** No list is without bounces. */
    private static final double ALWAYS_FINE = 0.02;

    private static final double NOTICEABLY = 2;

    private final Planning planning;
    private final Sending sending;
    private final MailingChecks checks;
    private final RecentMailings recent;
    private final Imports imports;
    private final FailedJobs jobs;
    private final UnsignedSenders senders;
    private final IntPredicate mailsLeave;
    private final Clock clock;

    /**
     * @param mailsLeave whether mails of a company leave; else they stay in the built-in mailbox,
     *     where signatures do not matter
     */
    public Attention(
            Planning planning,
            Sending sending,
            MailingChecks checks,
            RecentMailings recent,
            Imports imports,
            FailedJobs jobs,
            UnsignedSenders senders,
            IntPredicate mailsLeave,
            Clock clock) {
        this.planning = planning;
        this.sending = sending;
        this.checks = checks;
        this.recent = recent;
        this.imports = imports;
        this.jobs = jobs;
        this.senders = senders;
        this.mailsLeave = mailsLeave;
        this.clock = clock;
    }

    /** The most urgent first; empty when all is fine. */
    public List<Concern> of(Actor actor) {
        List<Concern> concerns = new ArrayList<>();
        if (actor.may("mailing.show")) {
            planning.next(actor, MAILINGS_LOOKED_AT).stream()
                    .filter(mailing -> mailing.state() != PlannedMailing.State.PLANNED)
                    .flatMap(mailing -> onItsWay(actor, mailing))
                    .forEach(concerns::add);
            if (mailsLeave.test(actor.companyId())) {
                senders.domains(actor).stream()
                        .map(domain -> Concern.of(Kind.UNSIGNED, domain, 0, "", null))
                        .forEach(concerns::add);
            }
        }
        if (actor.may("stats.mailing")) {
            bounces(actor).forEach(concerns::add);
        }
        if (actor.may("wizard.importclassic")) {
            imports.recent(actor).stream().flatMap(this::unfinished).forEach(concerns::add);
        }
        if (actor.may("server.status")) {
            jobs.all(actor).stream()
                    .map(
                            job ->
                                    Concern.of(
                                            Kind.JOB_FAILED,
                                            job.name(),
                                            job.id(),
                                            job.result(),
                                            job.next()))
                    .forEach(concerns::add);
        }
        concerns.sort(Comparator.comparing((Concern concern) -> concern.kind().level()));
        return List.copyOf(concerns);
    }

    private Stream<Concern> onItsWay(Actor actor, PlannedMailing mailing) {
        Progress progress = sending.progress(actor, mailing.id());
        if (progress.distribution() == Distribution.DELIVERY_STOPPED) {
            return Stream.of(about(Kind.PAUSED, mailing, "", progress.sendAt()));
        }
        if (progress.distribution() == Distribution.GENERATION_STOPPED) {
            return Stream.of(about(Kind.STOPPED, mailing, "", progress.sendAt()));
        }
        if (progress.waiting().isPresent()) {
            return Stream.of(about(Kind.WAITING, mailing, progress.waiting().get(), null));
        }
        if (mailing.state() == PlannedMailing.State.SCHEDULED) {
            long errors =
                    checks.problems(actor, mailing.id()).stream().filter(Finding::isError).count();
            if (errors > 0) {
                return Stream.of(
                        about(Kind.UNSENDABLE, mailing, String.valueOf(errors), mailing.at()));
            }
        }
        return Stream.empty();
    }

    private static Concern about(Kind kind, PlannedMailing mailing, String detail, Instant when) {
        return Concern.of(kind, mailing.name(), mailing.id(), detail, when);
    }

    /** Only the newest mailing can still teach something. */
    private Stream<Concern> bounces(Actor actor) {
        List<Bounced> mailings =
                recent.bounces(actor, COMPARED_WITH + 1).stream()
                        .filter(mailing -> mailing.sent() >= ENOUGH_MAILS)
                        .toList();
        if (mailings.isEmpty()) {
            return Stream.empty();
        }
        Bounced newest = mailings.get(0);
        double usual = median(mailings.subList(1, mailings.size()));
        return newest.rate() > Math.max(ALWAYS_FINE, NOTICEABLY * usual)
                ? Stream.of(
                        new Concern(
                                Kind.BOUNCES,
                                newest.name(),
                                newest.id(),
                                String.valueOf(newest.hardBounces()),
                                newest.rate(),
                                usual,
                                newest.begun()))
                : Stream.empty();
    }

    private static double median(List<Bounced> mailings) {
        List<Double> rates = mailings.stream().map(Bounced::rate).sorted().toList();
        return rates.isEmpty() ? 0 : rates.get(rates.size() / 2);
    }

    private Stream<Concern> unfinished(Import run) {
        if (run.changed().isBefore(clock.instant().minus(IMPORTS_OF))) {
            return Stream.empty();
        }
        return run.state() == ImportState.FAILED
                ? Stream.of(
                        Concern.of(Kind.IMPORT_FAILED, run.fileName(), run.id(), "", run.changed()))
                : run.state() == ImportState.CHECKED
                        ? Stream.of(
                                Concern.of(
                                        Kind.IMPORT_WAITING,
                                        run.fileName(),
                                        run.id(),
                                        "",
                                        run.changed()))
                        : Stream.empty();
    }
}
