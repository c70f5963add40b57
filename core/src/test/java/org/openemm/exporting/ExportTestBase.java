package org.openemm.exporting;

import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openemm.account.Actor;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.recipient.RecipientTestBase;

/** People to export, and a company with fields for them. */
abstract class ExportTestBase extends RecipientTestBase {
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final FileFormat PLAIN = csv("UTC", false, "");

    /** Created by the migrations. */
    static final int LIST = 1;

    static int otherList;

    /** CSV in the usual form. */
    static FileFormat csv(String zone, boolean zipped, String password) {
        return new FileFormat(
                FileType.CSV,
                "UTF-8",
                ';',
                '"',
                false,
                '.',
                DateStyle.ISO_DAY,
                DateStyle.ISO_SECONDS,
                "en",
                zone,
                false,
                true,
                zipped,
                password);
    }

    @BeforeAll
    static void addFields() {
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("birthday", "Geburtstag", DataType.DATE, 0));
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("points", "Points", DataType.INTEGER, 0));
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("weight", "Weight", DataType.FLOAT, 0));
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("note", "Note", DataType.VARCHAR, 4000));
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("secret", "Secret", DataType.VARCHAR, 20));
        otherList = core.mailinglists().create(ANNA, "Other list", "");
    }

    @BeforeEach
    void threePeople() {
        execute("DELETE FROM recipient_export_tbl");
        execute("DELETE FROM customer_1_binding_tbl");
        execute("DELETE FROM customer_1_tbl");
        person(1, "anna@a.example", "Anna", "2026-11-20 23:30:00");
        person(2, "berta@b.example", "Bert\"a; Zoë", "2026-11-10 12:00:00");
        person(3, "carl@c.example", "Carl", "2026-01-10 12:00:00");
        bind(1, LIST, 'W', 1, "2026-11-20 08:00:00");
        bind(1, otherList, 'W', 4, "2026-11-01 08:00:00");
        bind(2, LIST, 'T', 2, "2026-10-01 08:00:00");
    }

    static void person(int id, String email, String name, String created) {
        core.database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                """
                                                INSERT INTO customer_1_tbl
                                                       (customer_id, email, firstname, gender, mailtype, creation_date, timestamp)
                                                VALUES (?, ?, ?, ?, 1, ?, ?)
                                                """,
                                                id,
                                                email,
                                                name,
                                                id % 3,
                                                created,
                                                created));
    }

    static void bind(int id, int list, char type, int status, String changed) {
        core.database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                """
                                                INSERT INTO customer_1_binding_tbl
                                                       (customer_id, mailinglist_id, user_type, user_status, mediatype,
                                                        creation_date, timestamp)
                                                VALUES (?, ?, ?, ?, 0, ?, ?)
                                                """,
                                                id,
                                                list,
                                                String.valueOf(type),
                                                status,
                                                changed,
                                                changed));
    }

    static Actor user(int id, String... rights) {
        return new Actor(
                Actor.Kind.USER, id, "user" + id, 1, Set.of(rights), Locale.ENGLISH, BERLIN);
    }

    static ExportSettings fields(String... columns) {
        return ExportSettings.everybody(PLAIN)
                .withColumns(List.of(columns).stream().map(ExportColumn::ofField).toList());
    }

    static Export run(ExportSettings settings) {
        return await(core.exchange().exports().start(ANNA, "All of them", settings));
    }

    static Export await(long id) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (true) {
            Export now = core.exchange().exports().get(ANNA, id);
            if (!now.state().isBusy()) {
                return now;
            }
            assertTrue(System.nanoTime() < deadline, now::toString);
            Thread.onSpinWait();
        }
    }

    static String content(ExportSettings settings) {
        Export done = run(settings);
        try {
            return Files.readString(
                    core.exchange().exports().file(ANNA, done.id()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<List<String>> rows(ExportSettings settings) {
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().fieldSeparator(';').ofCsvRecord(content(settings))) {
            return reader.stream().skip(1).map(CsvRecord::getFields).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Addresses up to the @ of those whom an export has. */
    static String who(ExportSettings settings) {
        return String.join(
                " ",
                rows(settings.withColumns(List.of(ExportColumn.ofField("email")))).stream()
                        .map(row -> row.get(0).replaceFirst("@.*", ""))
                        .toList());
    }
}
