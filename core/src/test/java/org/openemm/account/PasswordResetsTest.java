package org.openemm.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.config.Home;

class PasswordResetsTest {
    private static final String FRESH = "Fresh-Passw0rd";
    private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]{43})");

    private AccountFixture fixture;
    private Users users;
    private PasswordResets resets;
    private List<String> mails;

    @BeforeEach
    void open() {
        fixture = new AccountFixture();
        mails = new ArrayList<>();
        users =
                new Users(
                        fixture.database,
                        Passwords.of(new Home(Path.of("/nonexistent/openemm"))),
                        fixture.settings,
                        new ActivityLog(fixture.clock),
                        fixture.clock,
                        (address, subject, text) ->
                                mails.add(address + "\n" + subject + "\n" + text));
        resets = users.resets();
        fixture.createUser("anna");
        fixture.execute(
                "UPDATE admin_tbl SET email = 'Anna@example.com', admin_lang = 'de' WHERE username"
                        + " = 'anna'");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aMailedLinkLeadsToANewPasswordOnce() {
        assertTrue(resets.request(" anna ", "anna@EXAMPLE.com", "10.0.0.1"));
        assertEquals(1, mails.size());
        assertTrue(mails.get(0).startsWith("Anna@example.com\nNeues Passwort"), mails.get(0));
        String token = token();
        assertEquals(PasswordResets.Link.GOOD, resets.check("anna", token));

        resets.reset("anna", token, FRESH, FRESH, "10.0.0.1");

        assertTrue(fixture.logins.attempt("anna", FRESH, "10.0.0.1") instanceof Logins.Welcome);
        assertTrue(
                fixture.logins.attempt("anna", AccountFixture.PASSWORD, "10.0.0.2")
                        instanceof Logins.Refused);
        assertEquals(PasswordResets.Link.WRONG, resets.check("anna", token));
        assertEquals("token", refused(token, "0ther-Passw0rd").problems().get(0).field());
        assertTrue(mails.get(1).contains("Ihr Passwort wurde geändert"), mails.get(1));
        assertEquals(
                2,
                fixture.count(
                        "SELECT COUNT(*) FROM userlog_tbl WHERE username = 'anna' AND action ="
                                + " 'reset password'"));
    }

    @Test
    void theLinkLeadsToTheServerThatIsKnownBest() {
        resets.request("anna", "anna@example.com", "10.0.0.1");
        assertTrue(mails.get(0).contains("http://"), mails.get(0));
        fixture.execute("UPDATE company_tbl SET rdir_domain = 'https://news.example.com/'");
        fixture.clock.pass(Duration.ofMinutes(10));
        resets.request("anna", "anna@example.com", "10.0.0.1");
        assertTrue(mails.get(1).contains("https://news.example.com/logon/"), mails.get(1));
        fixture.execute(
                "INSERT INTO config_tbl (class, name, value) VALUES ('system', 'url',"
                        + " 'https://emm.example.com/')");
        fixture.clock.pass(Duration.ofMinutes(10));
        resets.request("anna", "anna@example.com", "10.0.0.1");
        assertTrue(mails.get(2).contains("https://emm.example.com/logon/"), mails.get(2));
    }

    @Test
    void sessionsOfTheOldPasswordEnd() {
        int id = fixture.createUser("berta");
        fixture.execute("UPDATE admin_tbl SET email = 'b@example.com' WHERE username = 'berta'");
        String before = users.known(id).orElseThrow().passwordVersion();
        resets.request("berta", "b@example.com", "10.0.0.1");
        resets.reset("berta", token(), FRESH, FRESH, "10.0.0.1");
        assertNotEquals(before, users.known(id).orElseThrow().passwordVersion());
    }

    @Test
    void onlyAHashOfTheTokenIsKept() {
        resets.request("anna", "anna@example.com", "10.0.0.1");
        String token = token();
        assertEquals(
                1,
                fixture.count(
                        "SELECT COUNT(*) FROM admin_password_reset_tbl WHERE token_hash = SHA2(?,"
                                + " 256)",
                        token));
        assertEquals(
                0,
                fixture.count(
                        "SELECT COUNT(*) FROM mail_notification_buffer_tbl WHERE text LIKE"
                                + " CONCAT('%', ?, '%')",
                        token));
    }

    @Test
    void nameAndAddressMustBelongTogether() {
        fixture.createUser("robot", 1);
        fixture.execute("UPDATE admin_tbl SET email = 'r@example.com' WHERE username = 'robot'");
        assertTrue(resets.request("anna", "other@example.com", "10.0.0.1"));
        assertTrue(resets.request("nobody", "anna@example.com", "10.0.0.2"));
        assertTrue(resets.request("robot", "r@example.com", "10.0.0.3"));
        assertTrue(resets.request("emm-master", "", "10.0.0.4"));
        assertEquals(List.of(), mails);
    }

    @Test
    void aLinkExpiresAfterHalfAnHour() {
        resets.request("anna", "anna@example.com", "10.0.0.1");
        String token = token();
        fixture.clock.pass(Duration.ofMinutes(29));
        assertEquals(PasswordResets.Link.GOOD, resets.check("anna", token));
        fixture.clock.pass(Duration.ofMinutes(2));
        assertEquals(PasswordResets.Link.EXPIRED, resets.check("anna", token));
        assertEquals("account.reset.expired", refused(token, FRESH).problems().get(0).key());
        assertTrue(
                fixture.logins.attempt("anna", AccountFixture.PASSWORD, "10.0.0.9")
                        instanceof Logins.Welcome);
    }

    @Test
    void aNewerLinkReplacesTheOlderOneAndMailsDoNotFollowEachOtherClosely() {
        resets.request("anna", "anna@example.com", "10.0.0.1");
        String first = token();
        resets.request("anna", "anna@example.com", "10.0.0.1");
        assertEquals(1, mails.size());
        fixture.clock.pass(Duration.ofMinutes(2));
        resets.request("anna", "anna@example.com", "10.0.0.1");
        assertEquals(2, mails.size());
        assertEquals(PasswordResets.Link.WRONG, resets.check("anna", first));
        assertEquals(PasswordResets.Link.GOOD, resets.check("anna", token()));
    }

    @Test
    void wrongTokensMakeTheLinkWorthless() {
        resets.request("anna", "anna@example.com", "10.0.0.1");
        for (int i = 0; i < PasswordResets.WRONG_TOKENS; i++) {
            assertEquals(PasswordResets.Link.WRONG, resets.check("anna", "guess" + i));
        }
        assertEquals(PasswordResets.Link.WRONG, resets.check("anna", token()));
        assertEquals(
                PasswordResets.Link.WRONG, resets.check("'\"<script>{{[agn", "x".repeat(100_000)));
    }

    @Test
    void anAddressThatAsksTooOftenWaits() {
        for (int i = 0; i < PasswordResets.REQUESTS; i++) {
            assertTrue(resets.request("nobody" + i, "x@example.com", "10.0.0.1"));
        }
        assertFalse(resets.request("anna", "anna@example.com", "10.0.0.1"));
        assertEquals(List.of(), mails);
        assertTrue(resets.request("anna", "anna@example.com", "10.0.0.2"));
        fixture.clock.pass(Duration.ofMinutes(16));
        assertTrue(resets.request("anna", "anna@example.com", "10.0.0.1"));
    }

    @Test
    void theNewPasswordMustKeepTheRulesAndTheLinkSurvivesAMistake() {
        resets.request("anna", "anna@example.com", "10.0.0.1");
        String token = token();
        assertEquals("password", refused(token, "short").problems().get(0).field());
        assertEquals(
                "account.password.same",
                refused(token, AccountFixture.PASSWORD).problems().get(0).key());
        InvalidInput different =
                assertThrows(
                        InvalidInput.class,
                        () -> resets.reset("anna", token, FRESH, FRESH + "x", "10.0.0.1"));
        assertEquals("repeat", different.problems().get(0).field());
        resets.reset("anna", token, FRESH, FRESH, "10.0.0.1");
    }

    @Test
    void theMailAboutAChangeCanBeTurnedOff() {
        fixture.execute(
                "INSERT INTO config_tbl (class, name, value) VALUES ('notifications',"
                        + " 'sendPasswordChanged', 'false')");
        resets.request("anna", "anna@example.com", "10.0.0.1");
        resets.reset("anna", token(), FRESH, FRESH, "10.0.0.1");
        assertEquals(1, mails.size());
    }

    private InvalidInput refused(String token, String password) {
        return assertThrows(
                InvalidInput.class,
                () -> resets.reset("anna", token, password, password, "10.0.0.1"));
    }

    private String token() {
        Matcher found = TOKEN.matcher(mails.get(mails.size() - 1));
        assertTrue(found.find(), mails.toString());
        return found.group(1);
    }
}
