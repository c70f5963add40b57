package org.openemm.web.testing;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.company.CompanyDraft;
import org.openemm.content.NamedAddress;
import org.openemm.delivery.SendOptions;
import org.openemm.dkim.DkimKeys;
import org.openemm.dkim.KeyType;
import org.openemm.dkim.Validity;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailinglist.MailinglistDraft;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.target.TargetDraft;

/**
 * A tenant in which every screen has something to show: {@code new Chromium(Showcase::start)} or
 * {@code Showcase.start()}. Everything is made by the services of the product, with ordinary, odd
 * and very long values; only what a backend and readers would have left behind for the sent mailing
 * is written into their tables. The tenant without content is {@link WebAppUnderTest#start()}.
 */
public final class Showcase {
    /** Text that is dangerous in HTML, scripts, mail tags and templates. */
    public static final String ODD = "'\"<script>{{[agn";

    /** As long as a name may be, without a place to break. */
    private static final String LONG_WORD =
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

    private static final String LONG_NAME =
            "Newsletter for everybody who gardens on balconies, roofs and window sills of big"
                    + " towns";

    private static final NamedAddress SENDER =
            new NamedAddress("Käthe von Fern & Field", "hello@example.com");
    private static final int RECIPIENTS = 60;
    private static final int MESSAGES = 30;

    private final WebAppUnderTest app;
    private final Core core;
    private final Actor master;
    private int list;
    private int target;
    private int template;

    private Showcase(WebAppUnderTest app) {
        this.app = app;
        this.core = app.core();
        this.master = app.master();
    }

    /** Starts the application and fills it. */
    public static WebAppUnderTest start() {
        WebAppUnderTest app = WebAppUnderTest.start();
        try {
            new Showcase(app).fill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return app;
    }

    private void fill() throws IOException {
        address();
        lists();
        fields();
        recipients();
        targets();
        mailings();
        imports();
        blocklist();
        dkim();
        mailbox();
    }

    /** One key signs, the next one waits. */
    private void dkim() {
        DkimKeys keys = core.dkim().keys();
        int id =
                keys.create(
                        master,
                        "example.com",
                        "em202611",
                        KeyType.RSA,
                        2048,
                        Validity.ALWAYS,
                        null);
        keys.check(master, id);
        keys.create(
                master,
                "example.com",
                "em202612",
                KeyType.ED25519,
                0,
                new Validity(core.clock().instant().plus(Duration.ofDays(2)), null),
                null);
    }

    /**
     * Images of mailings and opening pixels are asked for here, not at the address of the default.
     */
    private void address() {
        CompanyDraft company = CompanyDraft.of(core.companies().get(master));
        core.companies()
                .update(
                        master,
                        new CompanyDraft(
                                "Fern & Field",
                                company.description(),
                                app.address(),
                                company.mailloopDomain(),
                                company.maxRecipients(),
                                company.notificationEmail(),
                                company.contactTech()));
    }

    private void lists() {
        list = core.mailinglists().create(master, "Fern & Field Newsletter", "Every second Friday");
        core.mailinglists()
                .create(
                        master,
                        new MailinglistDraft(
                                LONG_NAME, LONG_WORD, "news@example.com", "answers@example.com"));
        core.mailinglists().create(master, "Odd " + ODD, ODD);
    }

    private void fields() {
        for (ProfileFieldDraft field :
                List.of(
                        ProfileFieldDraft.of("city", "City", DataType.VARCHAR, 100),
                        ProfileFieldDraft.of("birthday", "Birthday", DataType.DATE, 0),
                        ProfileFieldDraft.of("last_order", "Last order", DataType.DATETIME, 0),
                        ProfileFieldDraft.of("orders", "Orders", DataType.INTEGER, 0),
                        ProfileFieldDraft.of("turnover", "Turnover", DataType.FLOAT, 0),
                        ProfileFieldDraft.of("remarks", LONG_NAME, DataType.VARCHAR, 400))) {
            core.profileFields().create(master, field);
        }
    }

    private void recipients() {
        BindingStatus[] statuses = BindingStatus.values();
        for (int i = 0; i < RECIPIENTS; i++) {
            bind(
                    recipient("person%02d@example.com".formatted(i), "Änne", "Ölmüller " + i),
                    i % 5 == 0 ? statuses[i / 5 % statuses.length] : BindingStatus.ACTIVE,
                    UserType.WORLD);
        }
        bind(
                recipient(
                        "a.very.long.address.of.somebody.with.patience@"
                                + "a-company-with-a-long-name.departments.example.com",
                        LONG_WORD,
                        LONG_NAME),
                BindingStatus.ACTIVE,
                UserType.WORLD);
        bind(recipient("o'neil+odd@example.com", ODD, ODD), BindingStatus.ACTIVE, UserType.WORLD);
        bind(recipient("team@example.com", "Ada", "Fern"), BindingStatus.ACTIVE, UserType.ADMIN);
        bind(recipient("editor@example.com", "", ""), BindingStatus.ACTIVE, UserType.TEST);
        long gone = recipient("gone@example.com", "Gone", "Gone");
        core.recipients().delete(master, gone);
    }

    private long recipient(String email, String firstname, String lastname) {
        return core.recipients()
                .create(
                        master,
                        Map.of(
                                "email", email,
                                "firstname", firstname.replace("<script>", "(script)"),
                                "lastname", lastname.replace("<script>", "(script)"),
                                "gender", "1",
                                "city", "Frankfurt am Main",
                                "orders", "3",
                                "turnover", "1234.5"));
    }

    private void bind(long recipient, BindingStatus status, UserType type) {
        core.bindings()
                .set(master, Binding.of(recipient, list, type, status, "Form of the web site"));
    }

    private void targets() {
        target = target("Regular customers", "`Orders` >= 3");
        target("New customers", "`Orders` = 0");
        target(LONG_NAME, "`City` = 'Frankfurt am Main' AND `Orders` >= 3 AND `Turnover` > 10.5");
        target("Odd " + ODD, "`City` LIKE '%<b>%'");
    }

    private int target(String name, String eql) {
        return core.targets().save(master, new TargetDraft(0, name, LONG_NAME, eql));
    }

    private void mailings() throws IOException {
        template = core.starterTemplate().create(master, "House style", list, SENDER);
        int draft = mailing("Draft: what grows in the shade");
        core.starterTemplate().offerTo(master, draft, target);
        core.mailingFiles().addImage(master, draft, "shade.png", "A fern", "", picture(), false);
        core.mailingFiles()
                .addAttachment(
                        master,
                        draft,
                        "Price list of the shop, spring and summer.pdf",
                        "application/pdf",
                        target,
                        "%PDF-1.4".getBytes(StandardCharsets.US_ASCII));
        mailing(LONG_WORD);
        mailing("Odd " + ODD);
        core.sending()
                .world(
                        master,
                        mailing("Planned: autumn"),
                        SendOptions.at(core.clock().instant().plus(Duration.ofDays(2))));
        int sent = mailing("Sent: the garden wakes up");
        sent(sent);
        new ShowcaseResponses(core, master).fill(sent, 1);
    }

    private int mailing(String name) {
        EmailSettings email =
                EmailSettings.of("🌱 The garden wakes up – Frühling, printemps!", SENDER)
                        .withPreheader("Seeds, tools and good ideas for the weeks ahead");
        return core.mailings()
                .create(master, MailingDraft.of(name, list, email).withTemplate(template));
    }

    /** What is in the database after a backend has sent and people have read. */
    private void sent(int mailing) {
        int job =
                core.sending()
                        .world(
                                master,
                                mailing,
                                SendOptions.at(core.clock().instant().plus(Duration.ofDays(1))));
        int link = core.mailingLinks().list(master, mailing, false).get(0).id();
        for (String statement :
                List.of(
                        "UPDATE maildrop_status_tbl SET genstatus = 3, genchange = NOW() - INTERVAL"
                                + " 1 DAY, senddate = NOW() - INTERVAL 1 DAY WHERE status_id ="
                                + " :job",
                        "UPDATE mailing_tbl SET work_status = 'mailing.status.sent' WHERE"
                                + " mailing_id = :mailing",
                        "INSERT INTO mailing_backend_log_tbl (mailing_id, current_mails,"
                                + " total_mails, status_id, creation_date) VALUES (:mailing, 60,"
                                + " 60, :job, NOW() - INTERVAL 1 DAY)",
                        "INSERT INTO mailing_account_tbl (mailing_id, company_id, mailtype,"
                                + " no_of_mailings, no_of_bytes, status_field, maildrop_id,"
                                + " timestamp) VALUES (:mailing, 1, 1, 55, 1, 'W', :job, NOW() -"
                                + " INTERVAL 1 DAY), (:mailing, 1, 0, 5, 1, 'W', :job, NOW() -"
                                + " INTERVAL 23 HOUR)",
                        "INSERT INTO success_1_tbl (customer_id, mailing_id) SELECT seq, :mailing"
                                + " FROM seq_1_to_58",
                        "INSERT INTO bounce_tbl (dsn, company_id, customer_id, detail, mailing_id)"
                                + " VALUES (511, 1, 59, 511, :mailing), (420, 1, 60, 420,"
                                + " :mailing)",
                        "INSERT INTO tracking_rollup_mailing_tbl (company_id, mailing_id,"
                                + " openings_gross, openings_anonymous, openers, clicks_gross,"
                                + " clicks_anonymous, clickers) VALUES (1, :mailing, 40, 4, 30, 12,"
                                + " 1, 8)",
                        "INSERT INTO tracking_rollup_link_tbl (company_id, mailing_id, url_id,"
                                + " clicks_gross, clicks_anonymous, clickers, clicks_mobile) VALUES"
                                + " (1, :mailing, :link, 12, 1, 8, 5)",
                        "INSERT INTO tracking_rollup_hour_tbl (company_id, mailing_id, hour_start,"
                                + " openings_gross, openers, clicks_gross, clickers) SELECT 1,"
                                + " :mailing, DATE_FORMAT(NOW() - INTERVAL 24 - seq HOUR,"
                                + " '%Y-%m-%d %H:00:00'), 5, 4, 2, 1 FROM seq_0_to_7")) {
            core.database()
                    .run(
                            tx ->
                                    tx.sql()
                                            .createUpdate(statement)
                                            .bindMap(
                                                    Map.of(
                                                            "mailing", mailing, "job", job, "link",
                                                            link))
                                            .execute());
        }
    }

    private static byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                image.setRGB(x, y, new Color(20, 60 + x / 4, y).getRGB());
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    /** One that is done, with rows that could not be read, and one that waits for its mapping. */
    private void imports() throws IOException {
        String rows =
                "email;firstname;lastname;city\n"
                        + "new1@example.com;Anna;Neu;Köln\n"
                        + "new1@example.com;Anna;Neu;Köln\n"
                        + "no address;Bernd;%s;Köln\n".formatted(LONG_WORD)
                        + "new2@example.com;%s;x;x\n".formatted("x".repeat(500))
                        + "new3@example.com;Cleo;Neu;Köln\n";
        byte[] csv = rows.getBytes(StandardCharsets.UTF_8);
        Path folder = Files.createTempDirectory("showcase");
        Path file = folder.resolve("Kunden aus dem Laden (alle, seit 2019).csv");
        Files.write(file, csv);
        core.imports()
                .run(
                        master,
                        file,
                        core.imports().propose(master, file).withMailinglists(List.of(list)));
        core.imports().upload(master, "fair-2026.csv", new ByteArrayInputStream(csv));
        Files.delete(file);
        Files.delete(folder);
    }

    private void blocklist() {
        core.blocklist().add(master, "never@example.com", "Asked by telephone");
        core.blocklist().add(master, "*@spam.example.com", LONG_NAME);
        core.blocklist().add(master, "noreason@example.com", "");
    }

    private void mailbox() {
        core.mailbox().saveRejects("gone@example.com 550 5.1.1 User unknown\n");
        for (int i = 0; i < MESSAGES; i++) {
            message("person%02d@example.com".formatted(i), "The garden wakes up " + i);
        }
        message("team@example.com", LONG_WORD + " " + LONG_NAME);
        message("o'neil+odd@example.com", ODD);
        app.core()
                .mailbox()
                .store("", List.of("x@example.com"), new byte[] {'b', 'r', 'o', 'k', 'e', 'n'});
    }

    private void message(String to, String subject) {
        core.mailbox()
                .store(
                        "bounce@example.com",
                        List.of(to),
                        """
                        From: Fern & Field <hello@example.com>\r
                        To: %s\r
                        Subject: %s\r
                        MIME-Version: 1.0\r
                        Content-Type: text/html; charset=UTF-8\r
                        \r
                        <h1>The garden wakes up</h1><p>Seeds, tools and good ideas.</p>
                        """
                                .formatted(to, subject)
                                .getBytes(StandardCharsets.UTF_8));
    }
}
