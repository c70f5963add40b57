package org.openemm.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.dkim.SigningKey;
import org.openemm.rendering.MailingSnapshot;
import org.openemm.rendering.MailingSnapshot.Column;
import org.openemm.rendering.RecipientRow;

/**
 * A newsletter of usual size: about 21 kB as a mail, ten measured links in text and HTML, three
 * content blocks of which each recipient gets one of several contents, personal salutation; 28 UID
 * texts, 13 of them different.
 */
final class SampleNewsletter {
    static final int LINKS = 10;

    private SampleNewsletter() {}

    /** Unsigned. */
    static MailingSnapshot snapshot() {
        return snapshot(List.of());
    }

    static MailingSnapshot snapshot(List<SigningKey> keys) {
        List<MailingSnapshot.Link> links = new ArrayList<>();
        for (int i = 1; i <= LINKS; i++) {
            links.add(new MailingSnapshot.Link(4000 + i, url(i), "", 3, List.of()));
        }
        return new MailingSnapshot(
                new MailingSnapshot.Tenant(
                        1,
                        0,
                        "https://news.example.com",
                        "abcdefghijklmnopqrstuvwxyz012345",
                        "a9a96cba51a4cd9f4B2426D228FFE362",
                        "bounce.example.com",
                        Map.of()),
                new MailingSnapshot.Run(
                        2102,
                        1,
                        "Benchmark",
                        7,
                        'W',
                        Instant.ofEpochSecond(1795176000),
                        100_000,
                        ""),
                new MailingSnapshot.Letter(
                        "\"Garden & Co\" <news@example.com>",
                        "service@example.com",
                        "bounce@example.com",
                        "News for [agnFIRSTNAME] – spring is coming 🌷",
                        "The first tulips are here",
                        "UTF-8",
                        "quoted-printable",
                        2,
                        72,
                        "top",
                        false),
                html(),
                text(),
                List.of(block("Hero"), block("Offer"), block("Closing")),
                links,
                List.of(),
                List.of(
                        new MailingSnapshot.Title(
                                1,
                                Map.of(
                                        0,
                                        "Sehr geehrter Herr",
                                        1,
                                        "Sehr geehrte Frau",
                                        2,
                                        "Sehr geehrte Damen und Herren"))),
                Map.of(0, "d.M.yyyy"),
                List.of(
                        new Column("gender", "gender", Column.Type.INTEGER),
                        new Column("title", "title", Column.Type.TEXT),
                        new Column("firstname", "firstname", Column.Type.TEXT),
                        new Column("lastname", "lastname", Column.Type.TEXT),
                        new Column("city", "city", Column.Type.TEXT)),
                List.of(
                        new MailingSnapshot.Target(1, "cust.gender = 0"),
                        new MailingSnapshot.Target(2, "cust.gender = 1")),
                keys);
    }

    /** Gives a mailing in the database this content. */
    static void save(Core core, Actor actor, int mailingId) {
        core.mailingContents()
                .save(
                        actor,
                        mailingId,
                        html(),
                        text(),
                        core.mailingContents().get(actor, mailingId).version());
        core.database()
                .run(
                        tx -> {
                            tx.sql()
                                    .execute(
                                            """
                                            INSERT IGNORE INTO dyn_target_tbl
                                                   (target_id, company_id, target_shortname, target_sql)
                                            VALUES (801, 1, 'Men', 'cust.gender = 0'),
                                                   (802, 1, 'Women', 'cust.gender = 1')
                                            """);
                            for (String name : List.of("Hero", "Offer", "Closing")) {
                                save(tx, mailingId, name);
                            }
                        });
    }

    private static void save(Transaction tx, int mailingId, String name) {
        tx.sql()
                .execute(
                        """
                        INSERT INTO dyn_name_tbl (dyn_name, mailing_id, company_id)
                        SELECT ?, ?, 1 FROM DUAL
                         WHERE NOT EXISTS (SELECT 1 FROM dyn_name_tbl
                                            WHERE mailing_id = ? AND dyn_name = ?)
                        """,
                        name,
                        mailingId,
                        mailingId,
                        name);
        int order = 1;
        for (MailingSnapshot.Content content : block(name).contents()) {
            tx.sql()
                    .execute(
                            """
                            INSERT INTO dyn_content_tbl
                                   (dyn_name_id, target_id, dyn_order, dyn_content, mailing_id,
                                    company_id)
                            SELECT dyn_name_id, ?, ?, ?, mailing_id, 1 FROM dyn_name_tbl
                             WHERE mailing_id = ? AND dyn_name = ?
                            """,
                            content.targetId() == 0 ? 0 : 800 + content.targetId(),
                            order++,
                            // The list of the benchmarks has no cities.
                            content.text().replace("[agnCITY]", "[agnLASTNAME]"),
                            mailingId,
                            name);
        }
    }

    static List<RecipientRow> recipients(int count) {
        Random random = new Random(4711);
        String[] first = {"Anna", "Jörg", "Zoë", "Karl-Heinz", "Mia"};
        String[] last = {"Müller", "Meyer", "O'Brien", "von der Heide", "Weiß"};
        String[] cities = {"Köln", "Berlin", "München", "Kiel", "Rostock"};
        List<RecipientRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int gender = random.nextInt(3);
            rows.add(
                    new RecipientRow(
                            1_000_000L + i,
                            'W',
                            1,
                            "recipient" + i + "@example.com",
                            1,
                            false,
                            new String[] {
                                Integer.toString(gender),
                                random.nextInt(10) == 0 ? "Dr." : null,
                                first[random.nextInt(first.length)],
                                last[random.nextInt(last.length)],
                                cities[random.nextInt(cities.length)]
                            },
                            new boolean[] {gender == 0, gender == 1}));
        }
        return rows;
    }

    private static String url(int i) {
        return "https://shop.example.com/products/" + i + "?campaign=spring&position=" + i;
    }

    private static MailingSnapshot.Block block(String name) {
        return new MailingSnapshot.Block(
                name,
                List.of(
                        new MailingSnapshot.Content(1, paragraph(name + " for him", 3)),
                        new MailingSnapshot.Content(2, paragraph(name + " für sie", 3)),
                        new MailingSnapshot.Content(0, paragraph(name + " for all", 3))),
                "",
                false);
    }

    private static String paragraph(String start, int sentences) {
        return start
                + " in [agnCITY]:"
                + " Tulips, daffodils and crocuses – fresh from the field, planted in a minute."
                        .repeat(sentences);
    }

    private static String html() {
        StringBuilder html =
                new StringBuilder(
                        "<!DOCTYPE html>\n<html><head><title>Spring</title><style>\n"
                                + ".a{font-family:Arial,sans-serif;color:#333333;padding:0}\n"
                                        .repeat(46)
                                + "</style></head>\n"
                                + "<body style=\"margin:0\">\n"
                                + "<p>[agnTITLE type=\"1\"],</p>\n"
                                + "<p>[agnDYN name=\"Hero\"/]</p>\n");
        for (int i = 1; i <= LINKS; i++) {
            html.append(
                            """
                            <table role="presentation" width="600" cellpadding="0" cellspacing="0" style="border-collapse:collapse">
                            <tr><td style="padding:12px 24px;font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:22px">
                            <img src="https://cdn.example.com/spring/\
                            """)
                    .append(i)
                    .append(
                            """
                            .jpg" width="552" alt="Frühling" style="display:block;border:0"><h2>Tulpen für jeden Garten</h2>
                            <p>Prächtige Farben, kräftige Zwiebeln und eine Lieferung, die ankommt, wenn der Boden warm genug ist. Nur bis Sonntag ohne Versandkosten – greifen Sie zu!</p>
                            <a href=\"\
                            """)
                    .append(url(i).replace("&", "&amp;"))
                    .append(
                            "\" style=\"color:#ffffff;background:#2e7d32;padding:10px 18px\">Zum"
                                    + " Angebot</a>\n")
                    .append("</td></tr></table>\n");
            if (i == 5) {
                html.append("<p>[agnDYN name=\"Offer\"/]</p>\n");
            }
        }
        return html.append(
                        "<p>[agnDYN name=\"Closing\"/]</p>\n"
                                + "<p>For [agnFIRSTNAME] [agnLASTNAME], [agnEMAIL]. <a"
                                + " href=\"[agnFULLVIEW]\">Web view</a>, <a"
                                + " href=\"[agnUNSUBSCRIBE]\">unsubscribe</a></p>\n"
                                + "</body></html>\n")
                .toString();
    }

    private static String text() {
        StringBuilder text =
                new StringBuilder("[agnTITLE type=\"1\"],\n\n[agnDYN name=\"Hero\"/]\n\n");
        for (int i = 1; i <= LINKS; i++) {
            text.append(
                            "Tulpen für jeden Garten\n"
                                + "Prächtige Farben, kräftige Zwiebeln und eine Lieferung, die"
                                + " ankommt, wenn der Boden warm genug ist. Nur bis Sonntag ohne"
                                + " Versandkosten.\n")
                    .append(url(i))
                    .append("\n\n");
        }
        return text.append(
                        "[agnDYN name=\"Offer\"/]\n\n[agnDYN name=\"Closing\"/]\n\nUnsubscribe:"
                                + " [agnUNSUBSCRIBE]\n")
                .toString();
    }
}
