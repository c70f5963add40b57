package org.openemm.backend.merger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.content.NamedAddress;
import org.openemm.delivery.MergerClient;
import org.openemm.delivery.SendOptions;
import org.openemm.delivery.Sending;
import org.openemm.delivery.SendingNews;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.testsupport.TestDatabase;

class ClaimTest {
    private static final Actor ACTOR = Actor.system("test", 1);
    private static final int MERGERS = 6;
    private static final int JOBS = 15;

    @TempDir private Path folder;

    @Test
    void ofSeveralMergersOnOneDatabaseExactlyOneGeneratesAJob() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Core core = Core.open(database.dataSource(), new Home(folder), Clock.systemUTC())) {
            List<Integer> jobs = jobs(core);
            ExecutorService mergers = Executors.newFixedThreadPool(MERGERS);
            List<Callable<Integer>> races = new ArrayList<>();
            for (int merger = 0; merger < MERGERS; merger++) {
                MergerStore store =
                        new MergerStore(
                                core.database(),
                                Clock.systemUTC(),
                                "host" + merger,
                                new SendingNews(core.notifications(), core.systemMails()));
                races.add(() -> (int) jobs.stream().filter(store::claim).count());
            }
            int won = 0;
            for (Future<Integer> race : mergers.invokeAll(races)) {
                won += race.get();
            }
            mergers.shutdown();

            assertEquals(JOBS, won);
            String generated =
                    core.database()
                            .inTransaction(
                                    tx ->
                                            tx.sql()
                                                    .createQuery(
                                                            "SELECT COUNT(*) FROM"
                                                                    + " mailing_backend_log_tbl")
                                                    .mapTo(String.class)
                                                    .one());
            assertEquals("15", generated);
        }
    }

    private static List<Integer> jobs(Core core) {
        int list = core.mailinglists().create(ACTOR, "Trial", "");
        Sending sending =
                new Sending(
                        core.database(),
                        core.activityLog(),
                        core.settings(),
                        new MergerClient("127.0.0.1", 1),
                        (tx, actor, mailing) -> {},
                        Clock.systemUTC());
        List<Integer> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            int mailing =
                    core.mailings()
                            .create(
                                    ACTOR,
                                    MailingDraft.of(
                                            "Mailing",
                                            list,
                                            EmailSettings.of(
                                                    "Subject",
                                                    NamedAddress.parse("News <n@b.example>"))));
            jobs.add(sending.world(ACTOR, mailing, SendOptions.now()));
        }
        return jobs;
    }
}
