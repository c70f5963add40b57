package org.openemm.exporting;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.notification.Event;
import org.openemm.notification.Kind;
import org.openemm.notification.Notifications;
import org.openemm.recipientreport.RecipientReports;
import org.openemm.recipientreport.ReportDraft;
import org.openemm.recipientreport.ReportType;

/** Tells how an export ended: in the logs, and to users who may be elsewhere by now. */
record ExportNews(
        ActivityLog log, RecipientReports reports, Notifications notifications, Clock clock) {
    /** Who started something shorter is still looking at it. */
    private static final Duration WAITED = Duration.ofSeconds(10);

    void done(Transaction tx, Actor actor, Export task, ExportWork.Written written, long size) {
        String text = text(task, written.rows(), size);
        reports.add(
                tx, actor, ReportDraft.of(ReportType.EXPORT, task.fileName(), 0, text, task.id()));
        record(tx, actor, task, "%s, %d recipients".formatted(ExportState.DONE, written.rows()));
        if (clock.instant().isAfter(task.created().plus(WAITED))) {
            notifications.add(
                    tx,
                    Event.of(
                            Kind.EXPORT_DONE,
                            task.companyId(),
                            task.adminId(),
                            task.id(),
                            task.name(),
                            written.rows()));
        }
    }

    void ended(
            Transaction tx,
            Actor actor,
            Export task,
            ExportState state,
            List<InvalidInput.Problem> problems) {
        String reasons =
                problems.stream().map(InvalidInput.Problem::key).collect(Collectors.joining(", "));
        reports.add(
                tx,
                actor,
                ReportDraft.of(
                                ReportType.EXPORT,
                                task.fileName(),
                                0,
                                text(task, 0, 0) + "problems=" + reasons + "\n",
                                task.id())
                        .asFailed());
        record(tx, actor, task, state + (reasons.isEmpty() ? "" : ", " + reasons));
        if (state == ExportState.FAILED) {
            notifications.add(
                    tx,
                    Event.of(
                            Kind.EXPORT_FAILED,
                            task.companyId(),
                            task.adminId(),
                            task.id(),
                            task.name()));
        }
    }

    private void record(Transaction tx, Actor actor, Export task, String how) {
        log.record(
                tx,
                actor,
                "export recipients",
                "%s (%d): %s".formatted(task.name(), task.id(), how));
    }

    private static String text(Export task, long rows, long size) {
        return """
        name=%s
        profile=%d
        format=%s
        rows=%d
        size=%d
        """
                .formatted(
                        task.name(), task.profileId(), task.settings().format().type(), rows, size);
    }
}
