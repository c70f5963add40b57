package org.openemm.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.bulk.BulkChange;
import org.openemm.bulk.BulkRun;
import org.openemm.content.NamedAddress;
import org.openemm.importing.Import;
import org.openemm.importing.ImportReport;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientHit;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.recipient.UserType;

/**
 * A user who is limited to the women among the recipients. Whatever path is tried, the man does not
 * exist.
 */
class AccessLimitsTest extends RecipientTestBase {
    private static final Set<Integer> NOBODY = Set.of();

    private int bert;
    private int women;
    private int list;
    private long eva;
    private long adam;

    @BeforeEach
    void bertKnowsOnlyWomen() {
        execute("DELETE FROM customer_1_binding_tbl");
        execute("DELETE FROM customer_1_tbl");
        execute("DELETE FROM admin_tbl WHERE username = 'bert'");
        execute(
                "INSERT INTO admin_tbl (username, company_id, firstname, fullname) VALUES ('bert',"
                        + " 1, 'Bert', 'Blau')");
        bert = one(Integer.class, "SELECT admin_id FROM admin_tbl WHERE username = 'bert'");
        execute(
                "INSERT INTO admin_permission_tbl (admin_id, permission_name) SELECT "
                        + bert
                        + ", permission_name FROM permission_tbl");
        list = core.mailinglists().create(ANNA, "All of us " + System.nanoTime(), "");
        eva = add("eva@example.com", "Eva", 1);
        adam = add("adam@example.com", "Adam", 0);
        women = group("Women", "gender = 1");
        core.users().refreshed(bert);
        limit(women, Set.of(bert));
    }

    @AfterEach
    void takeAway() {
        execute("DELETE FROM admin_limiting_target_tbl");
        execute("DELETE FROM dyn_target_tbl WHERE company_id = 1");
    }

    @Test
    void inListsAndSearches() {
        assertEquals(List.of(eva), found(RecipientQuery.all(10)));
        assertEquals(List.of(), found(RecipientQuery.beginningWith("adam", 10)));
        assertEquals(1, core.recipients().count(actor(), RecipientQuery.all(10), 100));
        assertEquals(1, core.persons().listing().countAll(actor(), RecipientQuery.all(10)));
        assertEquals(1, core.persons().listing().number(actor(), RecipientQuery.all(10)));
        assertEquals(2, core.persons().listing().number(ANNA, RecipientQuery.all(10)));
        assertTrue(core.persons().listing().estimate(actor(), RecipientQuery.all(10)) <= 2);
        assertEquals(List.of(), core.recipients().lookUp(actor(), "adam", 5));
        assertEquals(List.of(), core.recipients().lookUp(actor(), "" + adam, 5));
        assertEquals(
                List.of(eva),
                core.recipients().lookUp(actor(), List.of(eva, adam)).stream()
                        .map(RecipientHit::id)
                        .toList());
        assertEquals(List.of(), core.recipients().findBy(actor(), "email", "adam@example.com"));
        assertEquals(
                List.of(eva), core.recipients().matching(actor(), Map.of("email", "*"), 10).ids());
    }

    @Test
    void byItsNumber() {
        assertThrows(NotFound.class, () -> core.recipients().get(actor(), adam));
        assertEquals("Eva", core.recipients().get(actor(), eva).values().get("firstname"));
        assertThrows(
                NotFound.class,
                () -> core.recipients().update(actor(), adam, Map.of("firstname", "Al")));
        assertThrows(NotFound.class, () -> core.recipients().delete(actor(), adam));
        assertThrows(NotFound.class, () -> core.persons().erasure().erase(actor(), adam));
        assertThrows(NotFound.class, () -> core.persons().contacts().timeline(actor(), adam));
        assertThrows(NotFound.class, () -> core.persons().contacts().summary(actor(), adam));
        assertThrows(NotFound.class, () -> core.persons().files().of(actor(), adam));
        assertThrows(
                NotFound.class,
                () ->
                        core.persons()
                                .editor()
                                .save(actor(), adam, Map.of("firstname", "Al"), List.of()));
        assertEquals("Adam", core.recipients().get(ANNA, adam).values().get("firstname"));
    }

    @Test
    void inMailingLists() {
        Actor actor = actor();
        assertTrue(core.bindings().get(actor, eva, list, Binding.EMAIL).isPresent());
        assertTrue(core.bindings().get(actor, adam, list, Binding.EMAIL).isEmpty());
        assertEquals(Set.of(eva), core.bindings().of(actor, List.of(eva, adam)).keySet());
        assertEquals(List.of(), core.bindings().history(actor, adam));
        Binding out =
                Binding.of(adam, list, UserType.WORLD, BindingStatus.OPT_OUT_BY_ADMIN, "gone");
        assertThrows(NotFound.class, () -> core.bindings().set(actor, out));
        assertThrows(
                NotFound.class, () -> core.bindings().delete(actor, adam, list, Binding.EMAIL));
        assertEquals(1L, core.mailinglists().counts(actor).get(list).get(BindingStatus.ACTIVE));
    }

    @Test
    void nobodyIsAddedOrMovedOutOfSight() {
        assertEquals(
                "recipient.limit.outside",
                problem(
                        () ->
                                core.recipients()
                                        .create(
                                                actor(),
                                                Map.of("email", "n@example.com", "gender", "0"))));
        assertEquals(
                "recipient.limit.outside",
                problem(() -> core.recipients().update(actor(), eva, Map.of("gender", "0"))));
        long ida =
                core.recipients()
                        .create(actor(), Map.of("email", "ida@example.com", "gender", "1"));

        assertEquals(3, one(Integer.class, "SELECT COUNT(*) FROM customer_1_tbl"));
        assertEquals(1L, core.recipients().get(ANNA, eva).values().get("gender"));
        assertEquals("ida@example.com", core.recipients().get(actor(), ida).email());
    }

    @Test
    void inChangesOfMany() {
        Actor actor = actor();
        BulkChange change = new BulkChange.SetField("title", "Dr.");

        assertEquals(1, done(core.persons().changes().start(actor, change, RecipientFilter.NONE)));
        assertEquals(
                0,
                done(
                        core.persons()
                                .changes()
                                .start(
                                        actor,
                                        new BulkChange.SetField("title", "Prof."),
                                        List.of(adam))));
        done(core.persons().changes().start(actor, new BulkChange.Erase(), RecipientFilter.NONE));

        assertEquals(
                "Adam",
                one(
                        String.class,
                        "SELECT GROUP_CONCAT(firstname, COALESCE(title, '')) FROM customer_1_tbl"));
    }

    @Test
    void inImports(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("people.csv");
        Files.write(
                file,
                "email;firstname;gender\nadam@example.com;Changed;1\neva@example.com;Evi;1\nida@example.com;Ida;1\n"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Actor actor = actor();

        ImportReport report = core.imports().run(actor, file, core.imports().propose(actor, file));

        assertEquals(1, report.numbers().inserted(), report::toString);
        assertEquals(1, report.numbers().bad(), report::toString);
        assertEquals("Adam", core.recipients().get(ANNA, adam).values().get("firstname"));
        assertEquals(
                1,
                one(
                        Integer.class,
                        "SELECT COUNT(*) FROM customer_1_tbl WHERE email = 'adam@example.com'"));
    }

    @Test
    void importsThatWouldAddPeopleOutOfSightAddNobody(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("men.csv");
        Files.writeString(file, "email;gender\nmax@example.com;0\nida@example.com;1\n");
        Actor actor = actor();

        assertThrows(
                InvalidInput.class,
                () -> core.imports().run(actor, file, core.imports().propose(actor, file)));

        assertEquals(2, one(Integer.class, "SELECT COUNT(*) FROM customer_1_tbl"));
    }

    @Test
    void filesOfOthersStayClosed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mine.csv");
        Files.writeString(file, "email;gender\nmax@example.com;0\n");
        ImportReport report = core.imports().run(ANNA, file, core.imports().propose(ANNA, file));

        assertThrows(NotFound.class, () -> core.imports().get(actor(), report.importId()));
        assertEquals(List.of(), core.imports().recent(actor()).stream().map(Import::id).toList());
    }

    @Test
    void inTargetGroups() {
        int all = group("Everybody", "");

        assertEquals(1, core.targets().count(actor(), ""));
        assertEquals(0, core.targets().count(actor(), "gender = 0"));
        assertEquals(1, core.audiences().figures().size(actor(), all).recipients());
        assertEquals(2, core.audiences().figures().size(ANNA, all).recipients());
        assertEquals(1, core.audiences().figures().total(actor(), 0));
        assertEquals(
                List.of(eva),
                core.targets().recipients(actor(), all, 0, 10).stream()
                        .map(TargetMatch::customerId)
                        .toList());
    }

    @Test
    void inWhatIsSent() {
        int mailing =
                core.mailings()
                        .create(
                                ANNA,
                                MailingDraft.of(
                                        "To all",
                                        list,
                                        EmailSettings.of(
                                                "Subject",
                                                NamedAddress.parse("News <a@b.example>"))));

        assertEquals(2, core.sendings().expected().world(ANNA, mailing));
        assertEquals(1, core.sendings().expected().world(actor(), mailing));
        assertEquals(1, core.sendings().expected().recent(actor(), mailing).recipients());
        assertEquals(1, core.sendings().expected().world(actor(), list, "", false));
        assertThrows(NotFound.class, () -> core.previews().render(actor(), mailing, adam));
        core.previews().render(actor(), mailing, eva);
        core.previews().render(ANNA, mailing, adam);
    }

    @Test
    void withSeveralGroupsAllOfTheirRecipientsAreSeen() {
        int adams = group("Adams", "firstname = 'Adam'");
        limit(adams, Set.of(bert));

        assertEquals(2, found(RecipientQuery.all(10)).size());
        limit(adams, NOBODY);
        assertEquals(List.of(eva), found(RecipientQuery.all(10)));
        limit(women, NOBODY);
        assertTrue(actor().limit().isNone());
        assertEquals(2, found(RecipientQuery.all(10)).size());
    }

    @Test
    void aBrokenGroupHasNoMembersAndTheOldSingleLimitCounts() {
        execute("UPDATE dyn_target_tbl SET invalid = 1 WHERE target_id = " + women);
        core.users().refreshed(bert);
        assertEquals(List.of(), found(RecipientQuery.all(10)));
        execute("UPDATE dyn_target_tbl SET invalid = 0 WHERE target_id = " + women);
        execute("DELETE FROM admin_limiting_target_tbl");
        execute("UPDATE admin_tbl SET limiting_target_id = " + women + " WHERE admin_id = " + bert);
        core.users().refreshed(bert);
        assertEquals(List.of(eva), found(RecipientQuery.all(10)));
        limit(women, NOBODY);
        assertEquals(2, found(RecipientQuery.all(10)).size());
    }

    @Test
    void quotesColonsAndBracketsInARuleDoNotBreakAnyQuery() {
        int strange = group("Strange", "lastname = '<ids> :list \\' ? {{x}}' OR gender = 1");
        limit(strange, Set.of(bert));

        assertEquals(List.of(eva), found(RecipientQuery.all(10)));
        assertEquals(Set.of(eva), core.bindings().of(actor(), List.of(eva, adam)).keySet());
        assertEquals(1, core.targets().count(actor(), ""));
        assertEquals(List.of(eva), found(RecipientQuery.beginningWith("eva", 10)));
        assertEquals(1L, core.mailinglists().counts(actor()).get(list).get(BindingStatus.ACTIVE));
    }

    @Test
    void whoeverIsLimitedMovesNoLimits() {
        AccessLimits limits = core.audiences().limits();
        assertFalse(AccessLimits.mayDecide(actor()));
        assertEquals(
                "error.target.limit.own", problem(() -> limits.set(actor(), women, true, NOBODY)));
        assertEquals(
                "error.target.limit.group",
                problem(
                        () ->
                                core.targets()
                                        .save(actor(), new TargetDraft(women, "Women", "", ""))));
        assertEquals(
                "error.target.limit.group",
                problem(() -> core.targets().setLocked(actor(), women, true)));
        assertEquals(
                "error.target.limit.group", problem(() -> core.targets().delete(actor(), women)));
        assertEquals("error.target.in_use", problem(() -> core.targets().delete(ANNA, women)));
        assertEquals(
                "error.target.limit.self",
                problem(
                        () -> {
                            limit(women, NOBODY);
                            limits.set(actor(), women, true, Set.of(bert));
                        }));
        assertEquals(
                "error.target.limit.unmarked",
                problem(() -> limits.set(ANNA, women, false, Set.of(bert))));
        assertThrows(NotFound.class, () -> limits.set(otto, women, true, NOBODY));
    }

    @Test
    void usersOfOtherCompaniesAreNeverLimitedFromHere() {
        limit(women, Set.of(bert, 999_999));
        assertEquals(1, one(Integer.class, "SELECT COUNT(*) FROM admin_limiting_target_tbl"));
        assertEquals(RecipientLimit.NONE, otto.limit());
    }

    private Actor actor() {
        return core.users().known(bert).orElseThrow().actor();
    }

    private void limit(int target, Set<Integer> users) {
        core.audiences().limits().set(ANNA, target, true, users);
    }

    private List<Long> found(RecipientQuery query) {
        return core.recipients().page(actor(), query).recipients().stream()
                .map(Recipient::id)
                .toList();
    }

    private long add(String email, String firstname, int gender) {
        long id =
                core.recipients()
                        .create(
                                ANNA,
                                Map.of(
                                        "email",
                                        email,
                                        "firstname",
                                        firstname,
                                        "lastname",
                                        "Meyer",
                                        "gender",
                                        "" + gender));
        core.bindings().set(ANNA, Binding.of(id, list, UserType.WORLD, BindingStatus.ACTIVE, ""));
        return id;
    }

    private static int group(String name, String eql) {
        return core.targets().save(ANNA, new TargetDraft(0, name, "", eql));
    }

    private static int done(long id) {
        BulkRun run = core.persons().changes().get(ANNA, id);
        while (run.isRunning()) {
            Thread.onSpinWait();
            run = core.persons().changes().get(ANNA, id);
        }
        assertEquals(BulkRun.State.DONE, run.state());
        return (int) run.changed();
    }
}
