package org.openemm.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.account.RestLogins.NoRestUser;
import org.openemm.account.RestLogins.Outcome;
import org.openemm.account.RestLogins.Refused;
import org.openemm.account.RestLogins.Token;
import org.openemm.account.RestLogins.Welcome;

class RestLoginsTest {
    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";
    private AccountFixture fixture;
    private RestLogins rest;

    @BeforeEach
    void aUserOfRestAndOneOfTheBrowser() {
        fixture = new AccountFixture();
        fixture.createUser("shop", 1);
        fixture.createUser("person", 0);
        rest = fixture.users.restLogins();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aUserOfRestComesInAndOneOfTheBrowserIsToldThatHeIsNone() {
        assertInstanceOf(Welcome.class, enter("shop", AccountFixture.PASSWORD));
        assertInstanceOf(NoRestUser.class, enter("person", AccountFixture.PASSWORD));
        assertInstanceOf(Refused.class, enter("person", "wrong"));
        assertInstanceOf(Refused.class, enter("nobody", AccountFixture.PASSWORD));
        assertInstanceOf(Refused.class, enter("shop", "x".repeat(100_000)));
    }

    @Test
    void aPasswordThatWasRightIsForgottenWhenItChangesOrTheUserIsGone() {
        assertInstanceOf(Welcome.class, enter("shop", AccountFixture.PASSWORD));
        fixture.execute(
                "UPDATE admin_tbl SET secure_password_hash = ? WHERE username = 'shop'",
                Passwords.of(new org.openemm.config.Home(java.nio.file.Path.of("/nonexistent")))
                        .hash("Another-Passw0rd"));
        fixture.users.refreshed(adminId("shop"));
        assertInstanceOf(Refused.class, enter("shop", AccountFixture.PASSWORD));
        assertInstanceOf(Welcome.class, enter("shop", "Another-Passw0rd"));
        fixture.execute("DELETE FROM admin_tbl WHERE username = 'shop'");
        fixture.users.refreshed(1_000_000);
        fixture.clock.pass(Duration.ofMinutes(6));
        assertInstanceOf(Refused.class, enter("shop", "Another-Passw0rd"));
    }

    @Test
    void anAddressThatFailsTooOftenIsLockedEvenForAPasswordThatIsKnown() {
        assertInstanceOf(Welcome.class, enter("shop", AccountFixture.PASSWORD));
        for (int i = 0; i < 10; i++) {
            assertInstanceOf(Refused.class, enter("shop", "wrong"));
        }
        assertInstanceOf(Refused.class, enter("shop", AccountFixture.PASSWORD));
        assertInstanceOf(
                Logins.Blocked.class,
                fixture.logins.attempt("person", AccountFixture.PASSWORD, HERE));
        assertInstanceOf(
                Welcome.class, rest.withPassword("shop", AccountFixture.PASSWORD, ELSEWHERE));
        fixture.clock.pass(Duration.ofSeconds(61));
        assertInstanceOf(Welcome.class, enter("shop", AccountFixture.PASSWORD));
    }

    @Test
    void aCompanyThatIsNotActiveIsNotServed() {
        assertInstanceOf(Welcome.class, enter("shop", AccountFixture.PASSWORD));
        fixture.execute("UPDATE company_tbl SET status = 'locked' WHERE company_id = 1");
        assertInstanceOf(Refused.class, enter("shop", AccountFixture.PASSWORD));
        fixture.clock.pass(Duration.ofMinutes(6));
        assertInstanceOf(Refused.class, enter("shop", AccountFixture.PASSWORD));
    }

    @Test
    void aTokenHoldsUntilItsEndAndUntilThePasswordChanges() {
        secret();
        Actor shop = ((Welcome) enter("shop", AccountFixture.PASSWORD)).actor();
        Token token = rest.token(shop).orElseThrow();
        assertEquals(
                Duration.ofMinutes(60),
                Duration.between(fixture.clock.instant(), token.end())
                        .plusMillis(999)
                        .truncatedTo(java.time.temporal.ChronoUnit.MINUTES));
        assertTrue(token.toString().startsWith("token until"));
        assertInstanceOf(Welcome.class, rest.withToken(token.text(), HERE));
        fixture.clock.pass(Duration.ofMinutes(61));
        assertInstanceOf(Refused.class, rest.withToken(token.text(), ELSEWHERE));
        Token second = rest.token(shop).orElseThrow();
        fixture.execute("UPDATE admin_tbl SET secure_password_hash = 'x' WHERE username = 'shop'");
        assertInstanceOf(Refused.class, rest.withToken(second.text(), ELSEWHERE));
    }

    @Test
    void tokensThatWereChangedOrMadeWithoutTheSecretAreRefused() {
        secret();
        Actor shop = ((Welcome) enter("shop", AccountFixture.PASSWORD)).actor();
        String token = rest.token(shop).orElseThrow().text();
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]));
        for (String wrong :
                new String[] {
                    "",
                    "..",
                    "a.b.c",
                    parts[0] + "." + parts[1] + ".",
                    parts[0] + "." + encoded(claims.replace("shop", "person")) + "." + parts[2],
                    encoded("{\"alg\":\"none\"}") + "." + parts[1] + ".",
                    encoded("{\"alg\":\"HS256\"}") + "." + parts[1] + "." + parts[2],
                    token + "x",
                    "x".repeat(100_000)
                }) {
            assertInstanceOf(Refused.class, rest.withToken(wrong, ELSEWHERE), wrong);
        }
    }

    private void secret() {
        fixture.execute(
                "INSERT INTO company_info_tbl (company_id, cname, cvalue) VALUES (1,"
                        + " 'RestfulJwtSecret', 'a secret that nobody guesses')");
        fixture.settings.reload();
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes());
    }

    private int adminId(String name) {
        return fixture.database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        "SELECT admin_id FROM admin_tbl WHERE username = :name")
                                .bind("name", name)
                                .mapTo(int.class)
                                .one());
    }

    private Outcome enter(String name, String password) {
        return rest.withPassword(name, password, HERE);
    }
}
