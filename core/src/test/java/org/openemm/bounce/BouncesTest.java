package org.openemm.bounce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BouncesTest extends BounceWorld {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "511; 550 5.1.1 <x@y>: Recipient address rejected: User unknown in table; 511",
                "500; 550 No such user here; 511",
                "500; 550-The email account that you tried to reach does not exist.; 511",
                "500; 554 delivery error: dd This user doesn't have a yahoo.com account; 511",
                "500; 550 Message was not accepted -- invalid mailbox. Local mailbox x@mail.ru is"
                        + " unavailable: user not found; 511",
                "511; 550 5.1.1 rejected because your address is listed by an RBL; 400",
                "572; 550-5.7.26 This mail has been blocked because the sender is unauthenticated.;"
                        + " 400",
                "572; 550 5.7.2 Only members may write to this list; 511",
                "500; 550 Sender address rejected: User unknown in relay table; 400",
                "500; 451 Reverse DNS not found for your address; 400",
                "511; 550 5.1.1 Try again later, mailbox temporarily disabled; 400",
                "500; 552-Requested mail action aborted: exceeded storage allocation; 420",
                "522; 552 5.2.2 Over quota; 420",
                "521; 550 5.2.1 The mailbox is disabled; 511",
                "531; 452 5.3.1 Insufficient system storage; 430",
                "531; 550 5.3.1 go away; 510",
                "531; 550 5.3.1 disk failure; 430",
                "512; 550 5.1.2 bad host; 512",
                "510; Domain void.example does not accept mail (nullMX); 512",
                "574; 550 5.7.4 TLS is required; 513",
                "544; Host or domain name not found. Name service error for name=gone.example; 410",
                "571; 550 5.7.1 Relaying denied; 410",
                "517; 550 5.1.7 what; 0",
                "515; 550 5.1.5 what; 410",
                "500; 550 what; 400",
                "542; 554 5.4.2 what; 400",
                "447; delivery time expired; 400",
                "442; connection refused; 0",
                "422; mailbox full; 420",
                "499; soft; 400",
                "599; hard; 510",
                "299; what; 200",
            })
    void onlyWhatIsBeyondDoubtIsAHardBounce(int dsn, String text, int detail) {
        BounceRules rules = database.inTransaction(tx -> BounceRules.read(tx, 1));

        assertEquals(detail, rules.verdict(log(1, dsn, text, Map.of())).detail().code());
    }

    @Test
    void wordsThatOnlyCertainProvidersMeanSoCountOnlyThere() {
        BounceRules rules = database.inTransaction(tx -> BounceRules.read(tx, 1));
        String text = "550-Requested action not taken: mailbox unavailable";

        assertEquals(
                511,
                rules.verdict(log(1, 500, text, Map.of("relay", "mx00.GMX.net."))).detail().code());
        assertEquals(
                400,
                rules.verdict(log(1, 500, text, Map.of("relay", "mx.notgmx.net"))).detail().code());
        assertEquals(400, rules.verdict(log(1, 500, text, Map.of())).detail().code());
    }

    @Test
    void onlyMailsThatComeBackMayCallAUserUnknownInWords() {
        BounceRules rules = database.inTransaction(tx -> BounceRules.read(tx, 1));

        assertEquals(511, rules.verdict(mail(1, 444, "user unknown")).detail().code());
        assertEquals(0, rules.verdict(log(1, 444, "user unknown", Map.of())).detail().code());
    }

    @Test
    void rulesOfACompanyWinAndAskForAllTheirConditionsAndHoldAsSoonAsTheyAreSaved() {
        long eva = recipient("eva@example.com");
        record(log(eva, 511, "550 5.1.1 no", Map.of()));
        rule(
                511,
                420,
                "ip=\"^10\\\\.\", port=\"^25$\", to=\"@example\\\\.org$\", queue_id=\"^4X\"");
        Map<String, String> facts =
                Map.of("ip", "10.1.1.1", "port", "25", "to", "a@example.org", "queue_id", "4Xq");
        long otto = recipient("otto@example.org");
        long ida = recipient("ida@example.org");

        record(log(otto, 511, "no", facts));
        record(log(ida, 511, "no", Map.of("ip", "10.1.1.1", "port", "25")));
        rule(511, 0, null);
        long ben = recipient("ben@example.org");
        record(log(ben, 511, "no", Map.of()));

        assertEquals("511", details(eva));
        assertEquals("420", details(otto));
        assertEquals("511", details(ida));
        assertEquals("", details(ben));
    }

    @Test
    void aWrongExpressionIsLeftOutAndTheOthersHold() {
        rule(511, 420, "stat=\"(\"");
        rule(511, 420, "nonsense");
        rule(511, 420, "relay=\"..\", stat=\"\\\\\"a\\\\\"\"");
        long eva = recipient("eva@example.com");

        record(log(eva, 511, "550 \"a\"", Map.of()));

        assertEquals("511", details(eva));
    }

    @Test
    void aHardBounceEndsAllListsOfEverybodyWithTheAddressAndSaysWhy() {
        long eva = recipient("eva@example.com");
        long again = recipient("eva@EXAMPLE.com");
        long other = recipient("Eva@example.com");
        long suspended = recipient("eva@example.com");
        status(suspended, 7);
        long gone = recipient("eva@example.com");
        status(gone, 4);

        record(log(eva, 511, "550 5.1.1 no", Map.of()));

        assertEquals("2", status(eva));
        assertEquals("2", status(again));
        assertEquals("1", status(other));
        assertEquals("2", status(suspended));
        assertEquals("4", status(gone));
        assertEquals(
                "bounce:511 (from 511 using bad mailbox)|7",
                value(
                        "SELECT CONCAT(user_remark, '|', exit_mailing_id) FROM"
                                + " customer_1_binding_tbl WHERE customer_id = ?",
                        again));
        assertEquals(
                "2|550 5.1.1 no",
                value(
                        "SELECT CONCAT(source, '|', status_text) FROM bounce_tbl WHERE"
                                + " customer_id = ?",
                        eva));
    }

    @Test
    void othersWithTheSameAddressAreSparedWhereTheCompanyWantsThat() {
        execute(
                "INSERT INTO company_info_tbl (company_id, cname, cvalue) VALUES (1,"
                        + " 'bounce-mark-duplicate', 'false')");
        long eva = recipient("eva@example.com");
        long again = recipient("eva@example.com");

        record(log(eva, 511, "550 5.1.1 no", Map.of()));

        assertEquals("2", status(eva));
        assertEquals("1", status(again));
    }

    @Test
    void theSameBounceIsKeptOnceWhoeverTellsItAgain() {
        long eva = recipient("eva@example.com");
        Bounce soft = log(eva, 522, "full", Map.of());
        record(soft, soft);
        record(soft);
        record(mail(eva, 522, "full"));
        assertEquals("420", details(eva));

        record(log(eva, 511, "no", Map.of()), mail(eva, 511, "no"), mail(eva, 522, "full"));
        record(soft);

        assertEquals("420,511", details(eva));
    }

    @Test
    void aMailThatComesBackTakesTheDeliveryBackOnce() {
        long eva = recipient("eva@example.com");
        long otto = recipient("otto@example.com");
        accepted(eva);
        accepted(otto);

        record(mail(eva, 511, "no"), mail(otto, 522, "full"));
        record(mail(eva, 511, "no"));

        assertEquals("0", successes(eva));
        assertEquals("1", successes(otto));
        assertEquals("1", delivered());
        assertEquals("4711", value("SELECT message_id FROM bounce_tbl WHERE customer_id = ?", eva));
    }

    @Test
    void aServerThatTakesEncryptedMailOnlyEndsNoBinding() {
        long eva = recipient("eva@example.com");

        record(log(eva, 574, "TLS is required", Map.of()));

        assertEquals("1", status(eva));
        assertEquals("513", details(eva));
        assertEquals(
                "0",
                value(
                        "SELECT sys_encrypted_sending FROM customer_1_tbl WHERE customer_id = ?",
                        eva));
    }

    @Test
    void aHardBounceWithATemporaryCodeWaitsADayForADelivery() {
        rule(45, 511, "stat=\"gone for good\"");
        long eva = recipient("eva@example.com");
        long otto = recipient("otto@example.com");
        record(log(eva, 450, "gone for good", Map.of()), log(otto, 450, "gone for good", Map.of()));
        record(log(eva, 450, "gone for good", Map.of()));
        execute(
                "INSERT INTO success_1_tbl (customer_id, mailing_id, timestamp) VALUES (?, 8, ?)",
                otto,
                NOON.plusSeconds(60));
        assertEquals("", details(eva));

        new HeldBounces(database, bounces, at(NOON.plus(Duration.ofHours(23)))).run(JOB);
        assertEquals("1", status(eva));
        new HeldBounces(database, bounces, at(NOON.plus(Duration.ofHours(24)))).run(JOB);

        assertEquals("2", status(eva));
        assertEquals("511", details(eva));
        assertEquals("1", status(otto));
        assertEquals("", details(otto));
        assertEquals("0", value("SELECT COUNT(*) FROM bounce_held_tbl"));
    }

    @Test
    void bouncesOfNobodyAreLeftOut() {
        record(log(0, 511, "no", Map.of()));

        assertEquals("0", value("SELECT COUNT(*) FROM bounce_tbl"));
    }

    @Test
    void aBurstIsBookedCompletely() {
        execute(
                "INSERT INTO customer_1_tbl (email, gender) SELECT CONCAT('m', seq,"
                        + " '@list.example'), 2 FROM seq_1_to_10000");
        execute(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                        + " user_status, mediatype) SELECT customer_id, 1, 'W', 1, 0 FROM"
                        + " customer_1_tbl");
        List<Long> ids =
                database.inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery("SELECT customer_id FROM customer_1_tbl")
                                        .mapTo(Long.class)
                                        .list());
        List<Bounce> burst = ids.stream().map(id -> mail(id, 511, "no")).toList();

        database.run(tx -> bounces.record(tx, burst));

        assertEquals("10000", value("SELECT COUNT(*) FROM bounce_tbl"));
        assertEquals(
                "10000",
                value("SELECT COUNT(*) FROM customer_1_binding_tbl WHERE user_status = 2"));
    }

    private static void rule(int dsn, int detail, String pattern) {
        execute(
                "INSERT INTO bounce_translate_tbl (company_id, dsn, detail, pattern, active)"
                        + " VALUES (1, ?, ?, ?, 1)",
                dsn,
                detail,
                pattern == null ? null : pattern.replace("\\\\", "\\"));
    }

    private static void status(long customer, int status) {
        execute(
                "UPDATE customer_1_binding_tbl SET user_status = ? WHERE customer_id = ?",
                status,
                customer);
    }
}
