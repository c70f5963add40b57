package org.openemm.rendering;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openemm.config.Home;
import org.openemm.dkim.KeyBox;
import org.openemm.dkim.SigningKey;
import org.openemm.rendering.MailingSnapshot.Column;
import org.openemm.rendering.MailingSnapshot.Column.Type;

/** A mailing made of values, and the recipients it goes to. */
final class Sample {
    static final Instant SENT = Instant.parse("2026-11-20T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(SENT, ZoneOffset.UTC);
    static final String KEY = "abcdefghijklmnopqrstuvwxyz012345";
    static final RenderEnvironment ENVIRONMENT =
            RenderEnvironment.of(CLOCK, "mail.example.com")
                    .with(
                            MailSigner.Source.with(
                                    new KeyBox(new Home(Path.of("target/no-home"))), CLOCK));

    static final List<Column> COLUMNS =
            List.of(
                    new Column("gender", "Gender", Type.INTEGER),
                    new Column("title", "Title", Type.TEXT),
                    new Column("firstname", "Firstname", Type.TEXT),
                    new Column("lastname", "Lastname", Type.TEXT),
                    new Column("g_int", "g_int", Type.INTEGER),
                    new Column("g_float", "Weight kg", Type.FLOAT),
                    new Column("g_text", "g_text", Type.TEXT),
                    new Column("g_date", "g_date", Type.DATE),
                    new Column("g_birthday", "birthday", Type.DATE));

    private String html = "<html><body>\n</body></html>";
    private String text = "Text\n";
    private String subject = "Golden";
    private String from = "\"Golden News\" <news@example.com>";
    private String reply = "Antwört <reply@example.com>";
    private String preheader = "";
    private String encoding = "quoted-printable";
    private String charset = "UTF-8";
    private String pixel = "none";
    private int mailFormat = 2;
    private int linefeed = 72;
    private boolean skipEmpty;
    private final List<SigningKey> dkim = new ArrayList<>();
    private char statusField = 'W';
    private String contentType = "";
    private final List<MailingSnapshot.Block> blocks = new ArrayList<>();
    private final List<MailingSnapshot.Link> links = new ArrayList<>();
    private final List<MailingSnapshot.File> files = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private final List<MailingSnapshot.Target> targets = new ArrayList<>();

    Sample html(String value) {
        html = value;
        return this;
    }

    Sample text(String value) {
        text = value;
        return this;
    }

    Sample subject(String value) {
        subject = value;
        return this;
    }

    Sample from(String value) {
        from = value;
        return this;
    }

    Sample reply(String value) {
        reply = value;
        return this;
    }

    Sample preheader(String value) {
        preheader = value;
        return this;
    }

    Sample encoding(String value) {
        encoding = value;
        return this;
    }

    Sample charset(String value) {
        charset = value;
        return this;
    }

    Sample pixel(String value) {
        pixel = value;
        return this;
    }

    Sample mailFormat(int value) {
        mailFormat = value;
        return this;
    }

    Sample linefeed(int value) {
        linefeed = value;
        return this;
    }

    Sample skipEmpty() {
        skipEmpty = true;
        return this;
    }

    Sample dkim(String domain, String selector, String pem, String identity) {
        dkim.add(new SigningKey(domain, selector, pem, identity));
        return this;
    }

    Sample statusField(char value) {
        statusField = value;
        return this;
    }

    Sample contentType(String value) {
        contentType = value;
        return this;
    }

    Sample setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** A block with contents: target id (0 = all) and text in turn. */
    Sample block(String name, Object... contents) {
        List<MailingSnapshot.Content> list = new ArrayList<>();
        for (int i = 0; i < contents.length; i += 2) {
            int target = (Integer) contents[i];
            list.add(new MailingSnapshot.Content(target, (String) contents[i + 1]));
            target(target);
        }
        blocks.add(new MailingSnapshot.Block(name, list, "", false));
        return this;
    }

    Sample blockWithoutExtension(String name, String content) {
        blocks.add(
                new MailingSnapshot.Block(
                        name, List.of(new MailingSnapshot.Content(0, content)), "", true));
        return this;
    }

    /** A block for everybody that is sorted by the value of a field. */
    Sample interest(String name, String field, String content) {
        blocks.add(
                new MailingSnapshot.Block(
                        name, List.of(new MailingSnapshot.Content(0, content)), field, false));
        return this;
    }

    Sample link(int id, String url, int usage, MailingSnapshot.Extension... extensions) {
        links.add(new MailingSnapshot.Link(id, url, "", usage, List.of(extensions)));
        return this;
    }

    Sample file(int type, String name, String mimeType, String data, int target) {
        files.add(
                new MailingSnapshot.File(
                        type, name, mimeType, data.getBytes(StandardCharsets.UTF_8), "", target));
        target(target);
        return this;
    }

    private void target(int id) {
        if (id != 0 && targets.stream().noneMatch(target -> target.id() == id)) {
            targets.add(new MailingSnapshot.Target(id, "1=1"));
        }
    }

    MailingSnapshot snapshot() {
        return new MailingSnapshot(
                new MailingSnapshot.Tenant(
                        1,
                        0,
                        "http://127.0.0.1:18080",
                        KEY,
                        "a9a96cba51a4cd9f4B2426D228FFE362",
                        "bounce.example.com",
                        settings),
                new MailingSnapshot.Run(2102, 101, "Golden", 1, statusField, SENT, 24, contentType),
                new MailingSnapshot.Letter(
                        from,
                        reply,
                        "",
                        subject,
                        preheader,
                        charset,
                        encoding,
                        mailFormat,
                        linefeed,
                        pixel,
                        skipEmpty),
                html,
                text,
                blocks,
                links,
                files,
                titles(),
                Map.of(0, "d.M.yyyy", 1, "MM/dd/yyyy", 4, "d. MMMM yyyy"),
                COLUMNS,
                targets,
                dkim);
    }

    CompiledMailing compiled() {
        return CompiledMailing.of(snapshot(), ENVIRONMENT);
    }

    Mail mail(RecipientRow row) {
        return Mail.parse(compiled().renderer().render(row));
    }

    private static List<MailingSnapshot.Title> titles() {
        return List.of(
                title(
                        1,
                        "Sehr geehrter Herr",
                        "Sehr geehrte Frau",
                        "Sehr geehrte Damen und Herren"),
                title(2, "Hallo Herr", "Hallo Frau", "Hallo lieber Kunde"),
                title(10, "Dear Mr", "Dear Mrs", "Dear Sir or Madam"),
                title(16, "Hello", "Hello", "Hello reader"));
    }

    private static MailingSnapshot.Title title(int id, String male, String female, String unknown) {
        return new MailingSnapshot.Title(id, Map.of(0, male, 1, female, 2, unknown));
    }

    /** Anna, an administrator with everything filled in. */
    static RecipientRow anna(boolean... flags) {
        return row(
                2000001,
                1,
                "anna.mueller@example.com",
                flags,
                "1",
                "Dr.",
                "Anna",
                "Müller",
                "0",
                "0",
                "Apfel",
                "2024-02-29 00:00:00",
                "1980-02-29 00:00:00");
    }

    static RecipientRow bernd(boolean... flags) {
        return row(
                2000002,
                1,
                "bernd.meyer@example.com",
                flags,
                "0",
                null,
                "Bernd",
                "Meyer",
                "1",
                "1.5",
                "apfel",
                "2024-03-01 00:00:00",
                "1990-11-20 00:00:00");
    }

    /** Carla wants text and gave no last name. */
    static RecipientRow carla(boolean... flags) {
        return row(
                2000003,
                0,
                "carla@example.org",
                flags,
                "1",
                "",
                "Carla",
                "",
                "-1",
                "-2.25",
                "Banane 50%",
                "2026-11-20 00:00:00",
                "1985-11-21 00:00:00");
    }

    /** Somebody of whom only the address is known. */
    static RecipientRow nobody(boolean... flags) {
        return row(
                2000004,
                1,
                "d@example.org",
                flags,
                "2",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Eva does not want to be tracked and gets images inside her mails. */
    static RecipientRow eva(boolean... flags) {
        RecipientRow row =
                row(
                        2000005,
                        2,
                        "eva@example.net",
                        flags,
                        "1",
                        "Prof. Dr.",
                        "Eva",
                        "Ångström",
                        "42",
                        "3.14159",
                        "a_b",
                        "2025-12-31 00:00:00",
                        "2000-02-29 00:00:00");
        return new RecipientRow(
                row.customerId(),
                'W',
                row.mailtype(),
                row.email(),
                1,
                true,
                row.values(),
                row.targetFlags());
    }

    static RecipientRow row(
            long id, int mailtype, String email, boolean[] flags, String... values) {
        return new RecipientRow(id, 'W', mailtype, email, 1, false, values, flags);
    }
}
