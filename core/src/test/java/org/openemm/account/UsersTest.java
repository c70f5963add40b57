package org.openemm.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;

class UsersTest {
    private static final String OLD = AccountFixture.PASSWORD;
    private static AccountFixture fixture;

    @BeforeAll
    static void open() {
        fixture = new AccountFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void rightsAreOwnOnesAndThoseOfGroupsAndTheirParents() {
        int id = fixture.createUser("member");
        grant(id, "recipient.show");
        group(500, 0, "mailing.show");
        group(501, 0, "targets.show");
        group(502, 1, "forms.show");
        fixture.execute("INSERT INTO admin_to_group_tbl VALUES (?, 500)", id);
        fixture.execute("INSERT INTO admin_to_group_tbl VALUES (?, 502)", id);
        fixture.execute("INSERT INTO group_to_group_tbl VALUES (500, 501)");
        fixture.execute("INSERT INTO group_to_group_tbl VALUES (501, 500)");

        assertEquals(
                Set.of("recipient.show", "mailing.show", "targets.show"),
                fixture.users.known(id).orElseThrow().actor().rights());
    }

    @Test
    void theDeliveredMasterHasTheRightsOfTheOpenEdition() {
        Actor master = fixture.users.known(1).orElseThrow().actor();
        assertEquals("emm-master", master.name());
        assertTrue(master.may("mailing.send.world"));
        assertFalse(master.may("masterlog.show"));
    }

    @Test
    void aDeletedUserIsUnknown() {
        assertTrue(fixture.users.known(987_654).isEmpty());
    }

    @Test
    void anInitialPasswordMustBeChangedAndAnExpiredOneToo() {
        int id = fixture.createUser("newcomer");
        fixture.users.setInitialPassword(Actor.system("setup", 1), "newcomer", "Given-Passw0rd");
        assertTrue(fixture.users.mustChangePassword(user(id)));

        fixture.users.changePassword(actor(id), "Given-Passw0rd", "0wn-Passwort", "0wn-Passwort");
        assertFalse(fixture.users.mustChangePassword(user(id)));

        fixture.clock.pass(Duration.ofDays(91));
        assertTrue(fixture.users.mustChangePassword(user(id)));
    }

    @Test
    void aNewPasswordMustFollowThePolicyOfTheCompany() {
        int id = fixture.createUser("careless");
        refused(id, "current", "Wr0ng-password", "New-Passw0rd", "New-Passw0rd");
        refused(id, "password", OLD, "Sh0rt-a", "Sh0rt-a");
        refused(id, "password", OLD, "nouppercase1!", "nouppercase1!");
        refused(id, "password", OLD, "NoSpecial1", "NoSpecial1");
        refused(id, "password", OLD, "NoDigit!!", "NoDigit!!");
        refused(id, "password", OLD, "A1!" + "a".repeat(1_000), "A1!" + "a".repeat(1_000));
        refused(id, "repeat", OLD, "New-Passw0rd", "New-Passw0re");
        refused(id, "password", OLD, OLD, OLD);
        assertInstanceOf(Logins.Welcome.class, fixture.logins.attempt("careless", OLD, "c"));

        fixture.execute(
                "INSERT INTO company_info_tbl (company_id, cname, cvalue) VALUES (1,"
                        + " 'password.policy', 'LENGTH_12_SIMPLE')");
        fixture.settings.reload();
        refused(id, "password", OLD, "New-Passw0r", "New-Passw0r");
        fixture.users.changePassword(actor(id), OLD, "just twelve!", "just twelve!");
        assertInstanceOf(
                Logins.Welcome.class, fixture.logins.attempt("careless", "just twelve!", "c"));
        fixture.execute("DELETE FROM company_info_tbl WHERE cname = 'password.policy'");
        fixture.settings.reload();
    }

    @Test
    void aProfileWithErrorsNamesEachAndChangesNothing() {
        int id = fixture.createUser("Karl");
        InvalidInput problems =
                assertThrows(
                        InvalidInput.class,
                        () ->
                                fixture.users.changeProfile(
                                        actor(id),
                                        new Profile(
                                                "x".repeat(101),
                                                "",
                                                "no address",
                                                "tlh",
                                                "Mars/Olympus",
                                                User.Theme.DARK)));
        assertEquals(
                Set.of("firstName", "email", "language", "zone"),
                Set.copyOf(problems.problems().stream().map(InvalidInput.Problem::field).toList()));
        assertEquals(User.Theme.SYSTEM, user(id).theme());

        fixture.users.changeProfile(
                actor(id),
                new Profile(
                        "Karl",
                        "Köhler \uD83D\uDE00",
                        "karl@exämple.de",
                        "de",
                        "Asia/Tokyo",
                        User.Theme.DARK));
        User changed = user(id);
        assertEquals("Karl Köhler \uD83D\uDE00", changed.displayName());
        assertEquals("Asia/Tokyo", changed.zone().getId());
        assertEquals("de", changed.locale().getLanguage());
        assertEquals(User.Theme.DARK, changed.theme());
    }

    @Test
    void everybodySeesOwnActivityAndAdministratorsThatOfTheCompany() {
        ActivityHistory history = new ActivityHistory(fixture.database);
        int plain = fixture.createUser("plain");
        int chief = fixture.createUser("chief");
        grant(chief, "adminlog.show");
        fixture.execute("DELETE FROM userlog_tbl");
        log("plain", "edit recipient", "100% <b>'\"");
        log("chief", "create mailing", "Spring");
        log("stranger of company 2", "edit user", "secret");

        assertEquals(1, found(history, plain, "").total());
        assertEquals(2, found(history, chief, "").total());
        assertEquals(1, found(history, chief, "100%").total());
        assertEquals(1, found(history, chief, "SPRING").total());
        assertEquals(0, found(history, chief, "_").total());
    }

    private static ActivityHistory.Page found(ActivityHistory history, int user, String search) {
        return history.page(actor(user), ActivityHistory.Query.of(search, 1, 50));
    }

    private static void refused(
            int id, String field, String current, String password, String repeat) {
        InvalidInput problem =
                assertThrows(
                        InvalidInput.class,
                        () -> fixture.users.changePassword(actor(id), current, password, repeat));
        assertEquals(field, problem.problems().get(0).field(), password);
    }

    private static void log(String username, String action, String description) {
        fixture.execute(
                "INSERT INTO userlog_tbl (username, action, description) VALUES (?, ?, ?)",
                username,
                action,
                description);
    }

    private static Actor actor(int id) {
        return fixture.users.known(id).orElseThrow().actor();
    }

    private static User user(int id) {
        return fixture.users.known(id).orElseThrow().user();
    }

    private static void grant(int id, String right) {
        fixture.execute(
                "INSERT INTO admin_permission_tbl (admin_id, permission_name) VALUES (?, ?)",
                id,
                right);
    }

    private static void group(int id, int deleted, String right) {
        fixture.execute(
                "INSERT INTO admin_group_tbl (admin_group_id, company_id, shortname, deleted)"
                        + " VALUES (?, 1, 'g', ?)",
                id,
                deleted);
        fixture.execute(
                "INSERT INTO admin_group_permission_tbl (admin_group_id, permission_name) VALUES"
                        + " (?, ?)",
                id,
                right);
    }
}
