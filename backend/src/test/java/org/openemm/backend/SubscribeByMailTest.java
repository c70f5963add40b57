package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.mailbox.Mailbox;
import org.openemm.mailloop.FilterDraft;
import org.openemm.mailloop.MailSubscription;
import org.openemm.subscription.Confirmation;
import org.openemm.subscription.Confirmation.State;
import org.openemm.subscription.DoubleOptIn;
import org.openemm.subscription.Proof;

/** Somebody writes to a filter and is on a list when he has confirmed it, and never before. */
class SubscribeByMailTest {
    private static final Pattern LINK =
            Pattern.compile("https://go\\.example/confirm\\.html\\?uid=(\\S+)");

    @TempDir private static Path folder;
    private static IncomingWorld world;
    private static DoubleOptIn doubleOptIn;
    private static int joining;
    private static int number;

    @BeforeAll
    static void start() throws IOException {
        world = new IncomingWorld(folder);
        world.execute("UPDATE company_tbl SET rdir_domain = 'https://go.example'");
        doubleOptIn = world.fixture.core.mailloop().doubleOptIn();
        joining =
                world.filter(
                        FilterDraft.named("Join", "", "join@loop.example")
                                .withForward("team@house.example")
                                .withSubscription(MailSubscription.to(world.fixture.list, "de")));
        world.refresh();
    }

    @AfterAll
    static void end() throws IOException {
        world.close();
    }

    @BeforeEach
    void nothingHasHappened() throws IOException {
        world.clear();
        number++;
    }

    @Test
    void whoWritesIsAskedAndIsOnTheListWhenHeConfirms() throws Exception {
        join(me());

        MimeMessage question = question();
        assertEquals(me(), question.getAllRecipients()[0].toString());
        assertEquals("Trial <join@loop.example>", question.getFrom()[0].toString());
        assertEquals("Bitte bestätigen: Trial", question.getSubject());
        assertEquals("auto-replied", question.getHeader("Auto-Submitted", null));
        assertEquals("<mail-of@far.example>", question.getHeader("In-Reply-To", null));
        assertTrue(text(question).contains(me()), text(question));
        assertEquals("5/Subscribe via mailloop #" + joining, binding(me()));

        String token = token(question);
        assertEquals(new Confirmation(State.OPEN, me(), "Trial"), doubleOptIn.look(token));
        assertEquals("5/Subscribe via mailloop #" + joining, binding(me()));
        Proof proof = Proof.link("203.0.113.7");
        assertEquals(State.CONFIRMED, doubleOptIn.confirm(token, proof).state());
        assertEquals(State.CONFIRMED, doubleOptIn.confirm(token, Proof.link("::1")).state());
        assertEquals("1/Opt-In-IP: 203.0.113.7", binding(me()));
        assertEquals(
                "LINK/203.0.113.7/1",
                world.fixture.value(
                        "SELECT CONCAT(confirmed_by, '/', confirmed_from, '/', confirmed >="
                                + " requested) FROM subscription_request_tbl"));
    }

    @Test
    void nobodyIsAskedTwiceADayNorWhenHeIsOnTheList() throws Exception {
        join(me());
        join(me());
        join("r1@list.example");

        assertEquals("1", requests());
        assertEquals("1", world.status(1));
    }

    @Test
    void machinesListsBouncesAndOurselvesAreNotAsked() throws Exception {
        String to = "join@loop.example";
        world.deliver(to, "", world.plain(me(), "Join", "", "Empty return path"));
        world.deliver(to, me(), world.plain(me(), "Join", "Precedence: bulk\n", "A list"));
        world.deliver(to, me(), world.plain(me(), "Away", "Auto-Submitted: auto-replied\n", "I"));
        world.deliver(to, "", world.bounce(3, "5.1.1", "550 User unknown"));
        world.deliver(
                to,
                "x@far.example",
                world.plain("reply_" + joining + "@loop.example", "Join", "", "circles"));
        world.deliver(to, "x@far.example", world.plain("x@y@z", "Join", "", "no address"));

        assertEquals("0", requests());
    }

    @Test
    void bouncedAndBlockedAddressesStayAsTheyAre() throws Exception {
        world.execute("INSERT INTO cust1_ban_tbl (email) VALUES ('" + me() + "')");
        world.execute(
                "UPDATE customer_1_binding_tbl SET user_status = 2 WHERE customer_id = "
                        + (world.first + 6));
        join(me());
        join("r7@list.example");

        assertEquals("0", requests());
        assertEquals("2", world.status(7));
        assertEquals(
                "0",
                world.fixture.value(
                        "SELECT COUNT(*) FROM customer_1_tbl WHERE email = '" + me() + "'"));
    }

    @Test
    void whoBouncesBeforeHeConfirmsCannotConfirmAnyMore() throws Exception {
        join(me());
        String token = token(question());
        world.execute(
                "UPDATE customer_1_binding_tbl SET user_status = 2 WHERE customer_id = (SELECT"
                        + " customer_id FROM customer_1_tbl WHERE email = '"
                        + me()
                        + "')");

        assertEquals(State.IMPOSSIBLE, doubleOptIn.confirm(token, Proof.link("::1")).state());
        assertTrue(binding(me()).startsWith("2/"));
    }

    @Test
    void whoOptedOutStaysSoUntilHeConfirmsHimself() throws Exception {
        world.execute(
                "UPDATE customer_1_binding_tbl SET user_status = 4, user_remark = 'left' WHERE"
                        + " customer_id = "
                        + (world.first + 7));
        join("r8@list.example");
        String token = token(question());
        assertEquals("4/left", binding("r8@list.example"));

        assertEquals(State.CONFIRMED, doubleOptIn.confirm(token, Proof.link("::1")).state());
        assertEquals("1", world.status(8));
        world.execute(
                "UPDATE customer_1_binding_tbl SET user_status = 4 WHERE customer_id = "
                        + (world.first + 7));
        assertEquals(State.USED, doubleOptIn.confirm(token, Proof.link("::1")).state());
        assertEquals("4", world.status(8));
    }

    @Test
    void forgedAndForeignAndOldLinksDoNothing() throws Exception {
        join(me());
        String token = token(question());
        for (String bad :
                List.of(
                        "",
                        "x",
                        world.otherKeys(token),
                        world.uid(3),
                        token.substring(1),
                        token.replaceFirst("confirm-\\d+", "confirm-1"),
                        token + "A")) {
            Confirmation answer = doubleOptIn.confirm(bad, Proof.link("::1"));
            assertEquals(new Confirmation(State.UNKNOWN, "", ""), answer, bad);
        }
        world.execute("UPDATE subscription_request_tbl SET requested = NOW() - INTERVAL 31 DAY");
        assertEquals(State.EXPIRED, doubleOptIn.confirm(token, Proof.link("::1")).state());
        assertTrue(binding(me()).startsWith("5/"));
    }

    @Test
    void anAnswerWithYesConfirms() throws Exception {
        join(me());
        MimeMessage question = question();
        world.deliver("join@loop.example", me(), answer(question, me(), "Nein, danke!\n> JA"));
        world.deliver("join@loop.example", "y@y.example", answer(question, "y@y.example", "JA"));
        assertTrue(binding(me()).startsWith("5/"));
        SendFixture.await(() -> world.fixture.core.mailbox().count() == 3);

        world.deliver("join@loop.example", me(), answer(question, me(), "\n Ja!\n\n> Waren Sie"));

        assertEquals("1/Opt-In by reply to the confirmation mail", binding(me()));
        assertEquals("confirm", world.message().action());
        assertEquals(3, world.fixture.core.mailbox().count(), "not forwarded");
        assertEquals("1", requests());
        assertEquals(
                "REPLY/<mail-of@far.example>",
                world.fixture.value(
                        "SELECT CONCAT(confirmed_by, '/', confirmed_from) FROM"
                                + " subscription_request_tbl"));
    }

    @Test
    void aForgedAnswerAndOneOfAMachineConfirmNothing() throws Exception {
        join(me());
        MimeMessage question = question();
        String forged =
                answer(question, me(), "JA")
                        .replace(token(question), world.otherKeys(token(question)));
        world.deliver("join@loop.example", me(), forged);
        world.deliver(
                "join@loop.example",
                me(),
                "Auto-Submitted: auto-replied\n" + answer(question, me(), "JA"));

        assertTrue(binding(me()).startsWith("5/"));
        assertEquals("1", requests());
    }

    @Test
    void aQuestionThatCannotBeDeliveredIsFiledAndNothingElse() throws Exception {
        join(me());
        String report =
                world.bounce(3, "5.1.1", "550 User unknown")
                        .replace(world.uid(3), token(question()));
        world.deliver("join@loop.example", "", report);

        assertEquals("bounce-of-question", world.message().action());
        assertEquals("0", world.fixture.value("SELECT COUNT(*) FROM bounce_tbl"));
    }

    @Test
    void nobodyCanUseUsToWriteToStrangers() throws Exception {
        int second = another("Second");
        int third = another("Third");
        int fourth = another("Fourth");
        String box = "box" + number;
        join(box + "@far.example");
        join(box + "+a@far.example");
        assertEquals("1", requests());
        join(second, box + "+b@far.example");
        join(third, "b.o.x" + number + "@far.example");
        assertEquals("3", requests());
        join(fourth, box + "+c@far.example");
        assertEquals("3", requests());
        assertFalse(world.message().done());

        world.execute(
                "INSERT INTO subscription_request_tbl (company_id, rid, mailinglist_id,"
                        + " customer_id, email, mailbox) SELECT 1, "
                        + joining
                        + ", 1, 1, 'x@x.example', 'x@x.example' FROM seq_1_to_99");
        join("fresh" + number + "@far.example");
        assertEquals("102", requests());
        assertTrue(world.message().remark().contains("at most 100"), world.message().remark());
        assertEquals("", binding("fresh" + number + "@far.example"));
    }

    /** A filter with a list of its own. */
    private static int another(String name) {
        int list = world.fixture.core.mailinglists().create(SendFixture.ACTOR, name, "");
        int id =
                world.filter(
                        FilterDraft.named(name, "")
                                .withSubscription(MailSubscription.to(list, "en")));
        world.refresh();
        return id;
    }

    /** Somebody new for each test. */
    private static String me() {
        return "new" + number + "@far.example";
    }

    private static void join(String email) throws IOException {
        send("join@loop.example", email);
    }

    private static void join(int filter, String email) throws IOException {
        send("reply_" + filter + "@loop.example", email);
    }

    private static void send(String to, String email) throws IOException {
        world.deliver(
                to,
                email,
                "To: %s\nMessage-ID: <mail-of@far.example>\n".formatted(to)
                        + world.plain(email, "Join", "", "me, too"));
    }

    private static MimeMessage question() throws MessagingException {
        Mailbox mailbox = world.fixture.core.mailbox();
        SendFixture.await(() -> mailbox.page("join@loop.example", 1, 1).total() == 1);
        String id = mailbox.page("join@loop.example", 1, 1).messages().get(0).id();
        byte[] raw = mailbox.content(id).orElseThrow();
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
    }

    private static String text(MimeMessage mail) throws IOException, MessagingException {
        return mail.getContent().toString();
    }

    private static String token(MimeMessage question) throws IOException, MessagingException {
        Matcher link = LINK.matcher(text(question));
        assertTrue(link.find(), text(question));
        assertTrue(question.getMessageID().startsWith("<" + link.group(1) + "@loop.example>"));
        return link.group(1);
    }

    private static String answer(MimeMessage question, String from, String text)
            throws MessagingException {
        return "To: join@loop.example\nMessage-ID: <mail-of@far.example>\n"
                + world.plain(
                        from,
                        "Re: " + question.getSubject(),
                        "In-Reply-To: " + question.getMessageID() + "\n",
                        text + "\n");
    }

    private static String requests() {
        return world.fixture.value("SELECT COUNT(*) FROM subscription_request_tbl");
    }

    /** Status and remark on the list of the filter; empty without. */
    private static String binding(String email) {
        String found =
                world.fixture.value(
                        "SELECT CONCAT(user_status, '/', user_remark) FROM customer_1_binding_tbl"
                                + " JOIN customer_1_tbl USING (customer_id) WHERE email = '"
                                + email
                                + "' AND mailinglist_id = "
                                + world.fixture.list);
        return found == null ? "" : found;
    }
}
