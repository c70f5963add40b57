package org.openemm.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.Core;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.content.NamedAddress;
import org.openemm.content.Place;
import org.openemm.i18n.Texts;

class MailingChecksTest extends MailingTestBase {
    @TempDir static Path folder;
    private static MailingChecks checks;
    private static MailingContents contents;
    private static Core core;

    @BeforeAll
    static void services() {
        core = Core.open(server.dataSource(), new Home(folder), CLOCK);
        checks = core.mailingChecks();
        contents = core.mailingContents();
    }

    @Test
    void aMailingThatIsFineHasNoErrors() {
        int id = sendable("Fine");
        assertEquals(List.of(), errors(id));
        core.database().run(tx -> checks.requireSendable(tx, ANNA, id));
    }

    @Test
    void anUnknownTagIsNamedWithItsPlaceAndStopsTheSending() {
        int id = sendable("Unknown tag");
        contents.saveBlock(
                ANNA,
                id,
                "HTML-Version",
                List.of(BlockContent.forAll("<p>Hi</p>\n  <p>[agnNOSUCHTAG]</p>")),
                null);
        Finding finding =
                checks.problems(ANNA, id).stream()
                        .filter(found -> found.key().equals("content.tag.unknown"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(new Place("HTML-Version", 2, 6), finding.place().orElseThrow());
        assertEquals("agnNOSUCHTAG", finding.arguments().get(0));
        InvalidInput refused =
                assertThrows(
                        InvalidInput.class,
                        () -> core.database().run(tx -> checks.requireSendable(tx, ANNA, id)));
        assertTrue(refused.getMessage().contains("agnNOSUCHTAG"));
    }

    @Test
    void tagsOfProfileFieldsAndTheirFieldsAreKnown() {
        int id = sendable("Fields");
        contents.save(
                ANNA,
                id,
                "[agnFIRSTNAME] [agnDB column=\"lastname\"] [agnDB column=\"nosuchfield\"]"
                        + " [agnUNSUBSCRIBE]",
                null,
                null);
        assertEquals(List.of("content.tag.fieldUnknown"), errors(id));
    }

    @Test
    void everyGapInTheSettingsIsReported() {
        int id = sendable("Gaps");
        int gone = addList(1, "Gone");
        execute(
                "UPDATE mailing_tbl SET mailinglist_id = "
                        + gone
                        + ", target_expression = '4711', needs_target = 1 WHERE mailing_id = "
                        + id);
        execute("UPDATE mailinglist_tbl SET deleted = 1 WHERE mailinglist_id = " + gone);
        execute(
                "UPDATE mailing_mt_tbl SET param = 'from=\"nobody\", reply=\"a@b@c\"' WHERE"
                        + " mailing_id = "
                        + id);
        assertEquals(
                List.of(
                        "mailing.check.mailinglist",
                        "mailing.check.subject",
                        "mailing.check.senderInvalid",
                        "mailing.check.reply",
                        "mailing.check.target"),
                errors(id));
    }

    @Test
    void contentThatShowsNothingIsEmpty() {
        int id = mailings.create(ANNA, draft("Empty"));
        assertTrue(errors(id).contains("mailing.check.htmlEmpty"));
        contents.save(ANNA, id, "<html><head><style>p{}</style></head><body> </body>", "x", null);
        assertTrue(errors(id).contains("mailing.check.htmlEmpty"));
        contents.save(ANNA, id, "<body><p>Hi</p></body>", "x", null);
        assertFalse(errors(id).contains("mailing.check.htmlEmpty"));
    }

    @Test
    void linksThatCannotWorkAreReportedWithTheirPlace() {
        int id = sendable("Bad links");
        contents.save(
                ANNA,
                id,
                "<a href='www.example.com'>1</a> <a href='https://https://x.de'>2</a>\n"
                        + "<a href='https://x.de/a b'>3</a> <a href='javascript:alert(1)'>4</a> <a"
                        + " href='https://'>5</a> <a"
                        + " href='https://x.de/?e=[agnEMAIL]&f=##FIRSTNAME##'>6</a> <a"
                        + " href='mailto:a@b.de'>7</a> <a href='#top'>8</a> [agnUNSUBSCRIBE]",
                null,
                null);
        assertEquals(
                List.of(
                        "mailing.check.linkProtocol",
                        "mailing.check.linkTwice",
                        "mailing.check.linkCharacter",
                        "mailing.check.linkKind",
                        "mailing.check.linkHost"),
                errors(id));
    }

    @Test
    void anImageThatIsMissingIsReported() {
        int id = sendable("Image");
        contents.save(ANNA, id, "x <img src='[agnIMAGE name=\"gone.png\"]'>", null, null);
        assertEquals(List.of("mailing.check.image"), errors(id));
    }

    @Test
    void recipientsAreCountedByListStatusAndTarget() {
        int id = mailings.create(ANNA, draft("Count"));
        int own = addList(1, "Count");
        int target = addTarget(1, "Anna", "cust.firstname = 'Anna' AND cust.email <> 'a:b <c>&?{'");
        mailings.update(ANNA, id, MailingDraft.of("Count", own, draft("x").email()), null);
        assertTrue(
                checks.problems(ANNA, id).stream()
                        .anyMatch(found -> found.key().equals("mailing.check.noRecipients")));
        recipient(901, "Anna", 1, own, 1);
        recipient(902, "Bert", 0, own, 1);
        recipient(903, "Cora", 2, own, 2);
        assertTrue(
                checks.problems(ANNA, id).stream()
                        .noneMatch(found -> found.key().equals("mailing.check.noRecipients")));
    }

    @Test
    void theStarterTemplateCanBeSentAsItIs() {
        Actor system = Actor.system("test", 1);
        int template =
                core.starterTemplate()
                        .create(system, "Starter", list, new NamedAddress("", "news@example.com"));
        int id =
                mailings.create(
                        ANNA, mailings.prefill(ANNA, template).withName("From the starter"));
        assertEquals(
                List.of("mailing.check.noRecipients"),
                checks.problems(ANNA, id).stream().map(Finding::key).toList());
        assertEquals(
                2,
                core.mailingLinks().list(ANNA, id, false).stream().filter(l -> l.admin()).count());
        assertEquals(4, core.mailingFiles().images(ANNA, id).size());
        core.starterTemplate().offerTo(ANNA, id, addTarget(1, "VIP", "1 = 1"));
        assertFalse(
                contents.get(ANNA, id)
                        .block("Offer (Text)")
                        .orElseThrow()
                        .contents()
                        .get(0)
                        .text()
                        .contains("<"));
    }

    @Test
    void everyMessageHasATextInBothLanguages() {
        Texts texts =
                Texts.load(
                        getClass().getClassLoader(),
                        List.of("messages/mailing", "messages/content"),
                        List.of("en", "de"));
        assertEquals(texts.all("en").keySet(), texts.all("de").keySet());
        for (WorkStatus status : WorkStatus.values()) {
            assertTrue(texts.find(Locale.GERMAN, status.key()).isPresent(), status.key());
        }
    }

    private static int sendable(String name) {
        int id = mailings.create(ANNA, draft(name));
        contents.save(ANNA, id, null, "Hello [agnFIRSTNAME], leave: [agnUNSUBSCRIBE]", null);
        contents.saveBlock(
                ANNA, id, "HTML-Version", List.of(BlockContent.forAll("<p>Hello</p>")), null);
        return id;
    }

    private static List<String> errors(int mailing) {
        return checks.problems(ANNA, mailing).stream()
                .filter(Finding::isError)
                .map(Finding::key)
                .toList();
    }

    private static void recipient(int id, String name, int mailtype, int mailinglist, int status) {
        execute(
                "INSERT INTO customer_1_tbl (customer_id, email, firstname, gender, mailtype)"
                        + " VALUES"
                        + " (%d, '%s@example.com', '%s', 2, %d)".formatted(id, id, name, mailtype));
        execute(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                        + " user_status, mediatype) VALUES (%d, %d, 'W', %d, 0)"
                                .formatted(id, mailinglist, status));
    }
}
