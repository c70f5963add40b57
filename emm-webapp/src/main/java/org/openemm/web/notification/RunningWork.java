package org.openemm.web.notification;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openemm.account.Actor;
import org.openemm.delivery.Distribution;
import org.openemm.delivery.Progress;
import org.openemm.delivery.RunningSending;
import org.openemm.delivery.Sending;
import org.openemm.importing.Import;
import org.openemm.importing.ImportState;
import org.openemm.importing.Imports;
import org.openemm.notification.Notifications;
import org.openemm.notification.Unread;
import org.openemm.web.ui.News;

/** Imports and sendings of a company that are going on. Asked for every page, so kept a moment. */
final class RunningWork implements News.Source {
    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final String IMPORTS = "wizard.importclassic";
    private static final String SENDINGS = "mailing.show";

    private final Notifications notifications;
    private final Imports imports;
    private final Sending sending;
    private final Cache<Integer, List<News.Running>> importsOf = cache();
    private final Cache<Integer, List<News.Running>> sendingsOf = cache();

    RunningWork(Notifications notifications, Imports imports, Sending sending) {
        this.notifications = notifications;
        this.imports = imports;
        this.sending = sending;
    }

    @Override
    public News of(Actor actor) {
        Unread unread = notifications.unread(actor);
        List<News.Running> running = new ArrayList<>();
        if (actor.may(SENDINGS)) {
            running.addAll(
                    sendingsOf.get(
                            actor.companyId(),
                            company ->
                                    sending.running(actor).stream()
                                            .map(RunningWork::running)
                                            .toList()));
        }
        if (actor.may(IMPORTS)) {
            running.addAll(
                    importsOf.get(
                            actor.companyId(),
                            company ->
                                    imports.running(actor).stream()
                                            .map(RunningWork::running)
                                            .toList()));
        }
        return new News(unread.number(), unread.newest(), running);
    }

    private static News.Running running(Import task) {
        boolean writing = task.state() == ImportState.RUNNING;
        return new News.Running(
                writing ? "import" : "check",
                task.fileName(),
                task.progress(),
                task.total(),
                task.percent(),
                Told.importPage(task.id()));
    }

    private static News.Running running(RunningSending work) {
        Progress progress = work.progress();
        boolean making = progress.distribution() == Distribution.GENERATING;
        long done = making ? progress.generated() : progress.sent() + progress.skipped();
        return new News.Running(
                making ? "make" : "send",
                work.name(),
                done,
                progress.total(),
                progress.total() == 0 ? 0 : (int) Math.min(100, done * 100 / progress.total()),
                Told.sendPage(work.mailingId()));
    }

    private static Cache<Integer, List<News.Running>> cache() {
        return Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(10_000).build();
    }
}
