package org.openemm.profilefield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.profilefield.ProfileField.Editing;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientPage;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.RecipientTestBase;

/** What single users may see and change of a recipient. */
class FieldAccessTest extends RecipientTestBase {
    private static final Set<String> RIGHTS =
            Set.of(
                    "recipient.show",
                    "recipient.create",
                    "recipient.change",
                    "profileField.show",
                    "targets.change");

    private Actor bea;
    private Actor carl;
    private Actor program;
    private long id;

    @BeforeEach
    void twoUsersAndAField() {
        bea = user("bea");
        carl = user("carl");
        program =
                new Actor(
                        Actor.Kind.WEBSERVICE,
                        bea.id(),
                        "program",
                        1,
                        RIGHTS,
                        Locale.ENGLISH,
                        ZoneOffset.UTC);
        if (core.profileFields().of(ANNA).column("salary").isEmpty()) {
            core.profileFields()
                    .create(ANNA, ProfileFieldDraft.of("salary", "Salary", DataType.INTEGER, 0));
        }
        core.profileFields().visibility().setExceptions(ANNA, "salary", Map.of());
        id = core.recipients().create(ANNA, Map.of("email", "rich@example.com", "salary", 9000));
    }

    @Test
    void whatAUserMustNotSeeDoesNotExistForHim() {
        core.profileFields()
                .visibility()
                .setExceptions(ANNA, "salary", Map.of(bea.id(), Editing.HIDDEN));

        assertTrue(core.profileFields().of(bea).find("Salary").isEmpty());
        assertFalse(core.recipients().get(bea, id).values().containsKey("salary"));
        assertEquals("9000", core.recipients().get(carl, id).text("salary"));
        assertEquals(
                "recipient.field.unknown",
                problem(() -> core.recipients().update(bea, id, Map.of("salary", 1))));
        assertEquals(
                "recipient.field.unknown",
                problem(() -> core.recipients().findBy(bea, "salary", 9000)));
        assertEquals(
                "recipient.field.unknown",
                problem(() -> core.recipients().matching(bea, Map.of("salary", "9*"), 5)));
        assertThrows(InvalidInput.class, () -> core.targets().count(bea, "`salary` > 8000"));
        assertTrue(core.targets().count(carl, "`salary` > 8000") > 0);
        assertEquals("9000", core.recipients().get(ANNA, id).text("salary"));
    }

    @Test
    void aFieldHiddenFromOneUserIsInNoPageOfTheList() {
        core.profileFields()
                .visibility()
                .setExceptions(ANNA, "salary", Map.of(bea.id(), Editing.HIDDEN));
        RecipientQuery byAddress = query("email");
        RecipientPage page = core.recipients().page(bea, byAddress, List.of("salary"));
        assertFalse(page.recipients().get(0).values().containsKey("salary"));
        assertEquals(
                "recipient.field.unknown",
                problem(() -> core.recipients().page(bea, query("salary"), List.of())));
    }

    @Test
    void namesHiddenFromOneUserAreNeitherSearchedNorTold() {
        long eva =
                core.recipients()
                        .create(
                                ANNA,
                                Map.of(
                                        "email", "e@example.com",
                                        "firstname", "Eva",
                                        "lastname", "Quitzow"));
        core.profileFields()
                .visibility()
                .setExceptions(ANNA, "lastname", Map.of(bea.id(), Editing.HIDDEN));
        execute("ANALYZE TABLE customer_1_tbl");
        for (String text : List.of("Quit", "*tzow", "Eva Quitzow", "Quitzow, Eva")) {
            RecipientQuery query = RecipientQuery.beginningWith(text, 10);
            assertEquals(1, core.recipients().page(carl, query).recipients().size(), text);
            assertEquals(List.of(), core.recipients().page(bea, query).recipients(), text);
            assertEquals(0, core.recipients().count(bea, query, 100), text);
            assertEquals(0, core.persons().listing().countAll(bea, query), text);
            assertEquals(0, core.persons().listing().number(bea, query), text);
            assertEquals(1, core.persons().listing().number(carl, query), text);
        }
        assertEquals(List.of(), core.recipients().lookUp(bea, "Quitz", 5));
        assertEquals("Eva Quitzow", core.recipients().lookUp(carl, "Quitz", 5).get(0).name());
        assertEquals("Eva", core.recipients().lookUp(bea, List.of(eva)).get(0).name());
        assertEquals("Eva", core.recipients().lookUp(bea, "Eva", 5).get(0).name());
        assertEquals(
                "recipient.field.unknown",
                problem(
                        () ->
                                core.recipients()
                                        .page(
                                                bea,
                                                new RecipientQuery(
                                                        "", "", "", "Q*", 0, null, null, "",
                                                        "email", false, 10, null))));
        assertNull(
                core.targets()
                        .recipients(bea, "`email` = 'e@example.com'", 0, 1)
                        .get(0)
                        .lastname());
        core.profileFields().visibility().setExceptions(ANNA, "lastname", Map.of());
    }

    @Test
    void whatAUserMayOnlyReadIsShownAndKept() {
        core.profileFields()
                .visibility()
                .setExceptions(ANNA, "salary", Map.of(bea.id(), Editing.READ_ONLY));

        assertEquals("9000", core.recipients().get(bea, id).text("salary"));
        assertEquals(
                "recipient.field.readonly",
                problem(() -> core.recipients().update(bea, id, Map.of("salary", 1))));
        assertEquals(
                "recipient.field.readonly",
                problem(
                        () ->
                                core.recipients()
                                        .create(
                                                bea,
                                                Map.of("email", "x@example.com", "salary", 1))));
        assertTrue(
                core.profileFields().of(bea).editable().stream()
                        .noneMatch(field -> field.column().equals("salary")));
        core.recipients().update(carl, id, Map.of("salary", 9001));
        assertEquals("9001", core.recipients().get(bea, id).text("salary"));
    }

    @Test
    void anExceptionGivesMoreThanTheCompanyAsWell() {
        core.profileFields().update(ANNA, salary(Editing.HIDDEN));
        core.profileFields()
                .visibility()
                .setExceptions(ANNA, "salary", Map.of(bea.id(), Editing.EDITABLE));

        core.recipients().update(bea, id, Map.of("salary", 7));
        assertEquals("7", core.recipients().get(bea, id).text("salary"));
        assertTrue(core.profileFields().of(carl).find("salary").isEmpty());
        assertTrue(core.profileFields().of(program).find("salary").isEmpty());
        core.profileFields().update(ANNA, salary(Editing.EDITABLE));
    }

    @Test
    void aProgramIsNoUserEvenWithTheSameNumber() {
        core.profileFields()
                .visibility()
                .setExceptions(ANNA, "salary", Map.of(bea.id(), Editing.HIDDEN));
        assertEquals("9000", core.recipients().get(program, id).text("salary"));
    }

    @Test
    void aRecipientIsCreatedWithCodesThatTheUserMustNotSee() {
        core.profileFields()
                .visibility()
                .setExceptions(ANNA, "gender", Map.of(bea.id(), Editing.HIDDEN));
        core.profileFields()
                .visibility()
                .setExceptions(ANNA, "mailtype", Map.of(bea.id(), Editing.READ_ONLY));
        long created = core.recipients().create(bea, Map.of("email", "new@example.com"));
        Recipient recipient = core.recipients().get(ANNA, created);
        assertEquals("2", recipient.text("gender"));
        assertEquals("1", recipient.text("mailtype"));
        core.profileFields().visibility().setExceptions(ANNA, "gender", Map.of());
        core.profileFields().visibility().setExceptions(ANNA, "mailtype", Map.of());
    }

    @Test
    void idAndAddressAreSeenByEverybodyAndUsersOfOthersAreRefused() {
        assertEquals(
                "profilefield.hide.identity",
                problem(
                        () ->
                                core.profileFields()
                                        .visibility()
                                        .setExceptions(
                                                ANNA, "email", Map.of(bea.id(), Editing.HIDDEN))));
        assertEquals(
                "profilefield.users",
                problem(
                        () ->
                                core.profileFields()
                                        .visibility()
                                        .setExceptions(
                                                otto, "gender", Map.of(bea.id(), Editing.HIDDEN))));
        core.profileFields()
                .visibility()
                .setExceptions(ANNA, "salary", Map.of(bea.id(), Editing.READ_ONLY));
        assertEquals(
                Map.of(bea.id(), Editing.READ_ONLY),
                core.profileFields().visibility().exceptions(ANNA, "salary"));
        assertTrue(core.profileFields().visibility().exceptions(otto, "gender").isEmpty());
    }

    private static ProfileFieldDraft salary(Editing editing) {
        return new ProfileFieldDraft(
                "salary", "Salary", "", DataType.INTEGER, 0, true, null, 1000, editing);
    }

    private static RecipientQuery query(String sort) {
        return new RecipientQuery("", "", "", "", 0, null, null, "", sort, false, 10, null);
    }

    private static Actor user(String name) {
        execute(
                "INSERT INTO admin_tbl (username, company_id) SELECT '%1$s', 1 WHERE NOT EXISTS (SELECT 1 FROM admin_tbl WHERE username = '%1$s')"
                        .formatted(name));
        int user =
                one(
                        Integer.class,
                        "SELECT admin_id FROM admin_tbl WHERE username = '" + name + "'");
        return new Actor(Actor.Kind.USER, user, name, 1, RIGHTS, Locale.ENGLISH, ZoneOffset.UTC);
    }
}
