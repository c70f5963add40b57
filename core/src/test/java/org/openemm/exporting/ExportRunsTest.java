package org.openemm.exporting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.job.JobContext;
import org.openemm.profilefield.ProfileField;
import org.openemm.recipientreport.Report;

class ExportRunsTest extends ExportTestBase {
    private static final ExportSettings EMAILS = fields("email");

    @Test
    void anExportLeavesItsTraceInTheLogs() {
        execute("DELETE FROM userlog_tbl");
        Export done = run(EMAILS);
        core.exchange().exports().file(ANNA, done.id());

        assertEquals(ExportState.DONE, done.state());
        assertEquals(3, done.rows());
        assertEquals(100, done.percent());
        assertTrue(done.size() > 0);
        assertEquals(
                "download export,export recipients,start export",
                one(String.class, "SELECT GROUP_CONCAT(action ORDER BY action) FROM userlog_tbl"));
        Report line =
                core.exchange()
                        .reports()
                        .get(
                                ANNA,
                                one(
                                        Integer.class,
                                        "SELECT MAX(recipients_report_id) FROM"
                                                + " recipients_report_tbl"));
        assertEquals(done.fileName(), line.fileName());
        assertEquals("3", line.value("rows"));
        assertEquals(done.id(), line.objectId());
    }

    @Test
    void aFullDiskIsSaidAndLeavesNoHalfFile() throws IOException {
        Path folder = core.home().spool("export");
        Files.createDirectories(folder);
        long next =
                one(
                        Long.class,
                        """
                        SELECT AUTO_INCREMENT FROM information_schema.tables
                         WHERE table_schema = DATABASE() AND table_name = 'recipient_export_tbl'
                        """);
        Path file = folder.resolve("export-" + next + ".part");
        Files.createSymbolicLink(file, Path.of("/dev/full"));

        Export failed = run(EMAILS);

        assertEquals(next, failed.id());
        assertEquals(ExportState.FAILED, failed.state());
        assertEquals("exporting.disk.full", failed.problems().get(0).key());
        assertFalse(Files.exists(file, java.nio.file.LinkOption.NOFOLLOW_LINKS));
        assertThrows(NotFound.class, () -> core.exchange().exports().file(ANNA, failed.id()));
    }

    @Test
    void aFieldThatIsDeletedMeanwhileIsSaid() throws SQLException {
        execute("ALTER TABLE customer_1_tbl ADD COLUMN shoes INT");
        try (Connection blocker = server.dataSource().getConnection();
                Statement statement = blocker.createStatement()) {
            core.profileFields().of(ANNA).column("shoes");
            statement.execute("LOCK TABLES customer_1_tbl WRITE, mailinglist_tbl READ");
            // The catalogue still has the field; the table loses it before the statement begins.
            Export task = waiting(fields("email", "note"));
            statement.execute("ALTER TABLE customer_1_tbl CHANGE note note_gone VARCHAR(4000)");
            statement.execute("UNLOCK TABLES");

            Export failed = await(task.id());

            assertEquals(ExportState.FAILED, failed.state());
            assertEquals("exporting.wrong.changed", failed.problems().get(0).key());
        } finally {
            execute("ALTER TABLE customer_1_tbl CHANGE note_gone note VARCHAR(4000)");
            execute("ALTER TABLE customer_1_tbl DROP COLUMN shoes");
        }
    }

    private static Export waiting(ExportSettings settings) {
        return core.exchange()
                .exports()
                .get(ANNA, core.exchange().exports().start(ANNA, "Waiting", settings));
    }

    @Test
    void anExportThatIsStoppedLeavesNoFile() throws SQLException {
        try (Connection blocker = server.dataSource().getConnection();
                Statement statement = blocker.createStatement()) {
            statement.execute("LOCK TABLES customer_1_tbl WRITE");
            Export task = waiting(EMAILS);
            core.exchange().exports().cancel(ANNA, task.id());
            statement.execute("UNLOCK TABLES");

            Export stopped = await(task.id());

            assertEquals(ExportState.CANCELLED, stopped.state());
            assertFalse(core.exchange().exports().mayDownload(ANNA, stopped));
            assertFalse(
                    Files.exists(
                            core.home().spool("export").resolve("export-" + task.id() + ".part")));
        }
    }

    @Test
    void anExportThatWasCutOffBeginsAnew() {
        Export done = run(EMAILS);
        execute(
                """
                UPDATE recipient_export_tbl SET state = 'RUNNING', row_count = 1, size = 0,
                       change_date = '2026-11-21 09:00:00'
                """);

        core.exchange().exports().startWatching();

        assertEquals(ExportState.DONE, await(done.id()).state());
        assertEquals(3, core.exchange().exports().get(ANNA, done.id()).rows());
    }

    @Test
    void severalAtOnceDoNotDisturbEachOther() {
        List<Long> ids =
                List.of(EMAILS, fields("firstname"), EMAILS, fields("note", "gender")).stream()
                        .map(settings -> core.exchange().exports().start(ANNA, "Many", settings))
                        .toList();

        for (long id : ids) {
            assertEquals(ExportState.DONE, await(id).state());
            assertEquals(3, core.exchange().exports().get(ANNA, id).rows());
        }
    }

    @Test
    void moreThanTheLimitIsRefused() {
        execute(
                """
                INSERT INTO company_info_tbl (company_id, cname, cvalue)
                VALUES (1, 'export.recipient.maxRows', '2')
                """);
        core.settings().reload();
        try {
            Export failed = run(EMAILS);

            assertEquals(ExportState.FAILED, failed.state());
            assertEquals("exporting.rows", failed.problems().get(0).key());
        } finally {
            execute("DELETE FROM company_info_tbl WHERE cname = 'export.recipient.maxRows'");
            core.settings().reload();
        }
    }

    @Test
    void aUserGetsNoFieldThatIsHiddenFromHim() {
        execute(
                """
                INSERT INTO admin_tbl (admin_id, username, company_id, fullname) VALUES (77, 'user77', 1, 'U')
                """);
        core.profileFields()
                .visibility()
                .setExceptions(ANNA, "secret", Map.of(77, ProfileField.Editing.HIDDEN));
        Actor user = user(77, "wizard.export", "recipient.show");

        assertEquals(
                "exporting.field.unknown",
                problem(
                        () ->
                                core.exchange()
                                        .exports()
                                        .start(user, "Mine", fields("email", "secret"))));
        Export others = run(fields("email", "secret"));
        assertFalse(core.exchange().exports().mayDownload(user, others));
        assertThrows(NotFound.class, () -> core.exchange().exports().file(user, others.id()));
        assertTrue(core.exchange().exports().mayDownload(user, run(EMAILS)));
        Export own =
                await(
                        core.exchange()
                                .exports()
                                .start(user, "Mine", ExportSettings.everybody(PLAIN)));
        String heading = content(own).lines().findFirst().orElseThrow();
        assertTrue(heading.contains("email") && !heading.contains("secret"), heading);
    }

    private static String content(Export done) {
        try {
            return Files.readString(
                    core.home().spool("export").resolve("export-" + done.id() + ".csv"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aUserWithALimitingTargetGroupGetsNobodyOutsideOfIt() {
        int target =
                core.targets()
                        .save(
                                ANNA,
                                new org.openemm.target.TargetDraft(0, "Only B", "", "gender = 2"));
        execute(
                """
                INSERT INTO admin_tbl (admin_id, username, company_id, fullname, limiting_target_id)
                VALUES (78, 'user78', 1, 'U', %d)
                """
                        .formatted(target));
        Actor free = user(78, "wizard.export");
        Actor user =
                new Actor(
                        free.kind(),
                        free.id(),
                        free.name(),
                        free.companyId(),
                        free.rights(),
                        free.locale(),
                        free.zone(),
                        free.closedLists(),
                        core.database().inTransaction(tx -> RecipientLimit.of(tx, 1, 78)));

        Export own = await(core.exchange().exports().start(user, "Mine", EMAILS));

        assertEquals("email\r\nberta@b.example\r\n", content(own));
        assertEquals(1, core.exchange().exports().preview(user, EMAILS).count().orElseThrow());
        assertFalse(core.exchange().exports().mayDownload(user, run(EMAILS)));
    }

    @Test
    void otherCompaniesSeeNothingOfIt() {
        Export done = run(EMAILS);

        assertThrows(NotFound.class, () -> core.exchange().exports().get(otto, done.id()));
        assertThrows(NotFound.class, () -> core.exchange().exports().file(otto, done.id()));
        assertThrows(NotFound.class, () -> core.exchange().exports().cancel(otto, done.id()));
        assertThrows(NotFound.class, () -> core.exchange().exports().remove(otto, done.id()));
        assertEquals(List.of(), core.exchange().exports().recent(otto, 0, 10));
        assertThrows(
                InvalidInput.class,
                () ->
                        core.exchange()
                                .exports()
                                .start(otto, "Theirs", EMAILS.withList(LIST, null, null)));
    }

    @Test
    void nobodyExportsWithoutTheRight() {
        Actor nobody = user(5, "recipient.show");

        assertThrows(
                NotPermitted.class, () -> core.exchange().exports().start(nobody, "Mine", EMAILS));
        assertThrows(NotPermitted.class, () -> core.exchange().exports().preview(nobody, EMAILS));
        assertThrows(NotPermitted.class, () -> core.exchange().exports().recent(nobody, 0, 10));
    }

    @Test
    void filesGoWhenTheyWereKeptLongEnough() {
        Export fresh = run(EMAILS);
        Export old = run(EMAILS);
        execute(
                "UPDATE recipient_export_tbl SET change_date = '2026-10-21 09:59:59' WHERE"
                        + " export_id = "
                        + old.id());

        new ExportCleanup(core.database(), core.settings(), core.clock())
                .run(new JobContext(1, "", Map.of(), Optional.empty(), () -> false));

        assertTrue(core.exchange().exports().mayDownload(ANNA, fresh));
        assertThrows(NotFound.class, () -> core.exchange().exports().get(ANNA, old.id()));
        assertFalse(
                Files.exists(core.home().spool("export").resolve("export-" + old.id() + ".csv")));
    }

    @Test
    void aFileCanBeRemovedBeforeItsTime() {
        Export done = run(EMAILS);
        Path file = core.exchange().exports().file(ANNA, done.id());

        core.exchange().exports().remove(ANNA, done.id());

        assertFalse(Files.exists(file));
        assertThrows(NotFound.class, () -> core.exchange().exports().get(ANNA, done.id()));
    }
}
