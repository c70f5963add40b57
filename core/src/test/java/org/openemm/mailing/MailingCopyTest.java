package org.openemm.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openemm.content.MediaParameters;

/**
 * Everything that says how a mailing is sent goes into its copy. The lists below are complete: a
 * new column or table fails here until somebody says whether a copy takes it over.
 */
class MailingCopyTest extends MailingTestBase {
    /** Filled in by a person; {@link MailingDraft} carries them. */
    private static final Set<String> DRAFTED =
            Set.of(
                    "archived",
                    "content_type",
                    "description",
                    "mailing_type",
                    "mailinglist_id",
                    "mailtemplate_id",
                    "needs_target",
                    "plan_date",
                    "target_expression");

    private static final Set<String> COPIED =
            Set.of(
                    "action_id",
                    "campaign_id",
                    "clearance_email",
                    "clearance_threshold",
                    "clickaction_id",
                    "cms_has_classic_content",
                    "freq_counter_disabled",
                    "is_grid",
                    "is_post",
                    "is_prioritization_allowed",
                    "is_text_version_required",
                    "mailerset",
                    "openaction_id",
                    "priority",
                    "split_id",
                    "statmail_onerroronly",
                    "statmail_recp");

    /** Says which mailing it is, how far it is, or who works on it. */
    private static final Set<String> ITS_OWN =
            Set.of(
                    "auto_url",
                    "change_date",
                    "company_id",
                    "creation_date",
                    "deleted",
                    "delivered",
                    // A copy of a mailing made from a template follows that template no more.
                    "dynamic_template",
                    "is_template",
                    "locking_admin_id",
                    "locking_expire_timestamp",
                    "mailing_id",
                    "send_date",
                    "shortname",
                    "test_lock",
                    "unique_link_count",
                    "work_status",
                    "workflow_id");

    private static final Set<String> TABLES_COPIED =
            Set.of(
                    "component_tbl",
                    "dyn_content_tbl",
                    "dyn_name_tbl",
                    "mailing_info_tbl",
                    "mailing_mt_tbl",
                    "mailing_tbl",
                    "rdir_url_tbl",
                    "smtp_route_choice_tbl");

    /** What happened with mailings, what waits for them, and what names them from outside. */
    private static final Pattern TABLES_NOT_COPIED =
            Pattern.compile(
                    "(access_data|actop_|bcc_|birtreport_|bounce_|delivery_|erased_|event_mail|mail_log_"
                        + "|maildrop_|mailing_account_|mailing_backend_log|mailloop_"
                        + "|rulebased_sent|serverprio|softbounce_|tracking_|undelivered_"
                        + "|world_mailing_backend_log).*");

    @Test
    void everyColumnOfAMailingIsCopiedOrItsOwn() {
        Set<String> known = new TreeSet<>(DRAFTED);
        known.addAll(COPIED);
        known.addAll(ITS_OWN);

        assertEquals(known, new TreeSet<>(columns("mailing_tbl")));
    }

    @Test
    void everyTableThatNamesMailingsIsCopiedOrNot() {
        List<String> tables =
                strings(
                        """
                        SELECT DISTINCT LOWER(table_name) FROM information_schema.columns
                         WHERE table_schema = DATABASE() AND column_name = 'mailing_id'
                           AND table_name NOT REGEXP '_[0-9]+_'
                        """);
        assertEquals(
                new TreeSet<>(TABLES_COPIED),
                tables.stream()
                        .filter(table -> !TABLES_NOT_COPIED.matcher(table).matches())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void aCopyIsSentLikeItsOriginal() {
        int original = odd(false);

        int copy = mailings.copy(ANNA, original, "Copy");

        assertSameSettings(original, copy);
        assertEquals(route(original), route(copy));
        assertEquals(
                "mailing.status.new",
                value("SELECT work_status FROM mailing_tbl WHERE mailing_id = " + copy));
    }

    @Test
    void aMailingFromATemplateIsSentLikeTheTemplateSays() {
        int template = odd(true);

        int mailing = mailings.create(ANNA, mailings.prefill(ANNA, template).withName("From it"));

        for (String column : COPIED) {
            assertEquals(column(template, column), column(mailing, column), column);
        }
        assertEquals(parameters(template), parameters(mailing));
        assertEquals(route(template), route(mailing));
    }

    @Test
    void theRouteOfAnotherTenantsMailingIsNotTaken() {
        int copy = mailings.copy(ANNA, mailings.create(ANNA, draft("Plain")), "Plain copy");

        assertEquals(null, route(copy));
    }

    private void assertSameSettings(int original, int copy) {
        Set<String> settings = new TreeSet<>(DRAFTED);
        settings.addAll(COPIED);
        for (String column : settings) {
            assertEquals(column(original, column), column(copy, column), column);
        }
        for (String column : COPIED) {
            assertNotEquals(
                    column(mailings.create(ANNA, draft("Default")), column),
                    column(copy, column),
                    column);
        }
        assertEquals(parameters(original), parameters(copy));
        assertEquals(
                "odd = 17",
                value(
                        "SELECT CONCAT(name, ' = ', value) FROM mailing_info_tbl WHERE mailing_id ="
                                + " "
                                + copy));
        assertEquals(
                "2/7/1/x=\"y\"",
                value(
                        "SELECT CONCAT_WS('/', mediatype, priority, status, param) FROM"
                                + " mailing_mt_tbl WHERE mediatype = 2 AND mailing_id = "
                                + copy));
    }

    /** A mailing of which nothing is as usual. */
    private int odd(boolean template) {
        int target = addTarget(1, "Berlin", "cust.city = 'Berlin'");
        MailingDraft draft =
                new MailingDraft(
                        "Odd",
                        "Described",
                        list,
                        0,
                        MailingType.DATE_BASED,
                        "" + target,
                        true,
                        true,
                        true,
                        NOW.plusSeconds(86400),
                        draft("x")
                                .email()
                                .withBcc("archive@example.com")
                                .withFormat(MailFormat.TEXT)
                                .withRemoveDuplicates(true));
        int id = template ? mailings.createTemplate(ANNA, draft) : mailings.create(ANNA, draft);
        for (String column : COPIED) {
            execute("UPDATE mailing_tbl SET " + column + " = 7 WHERE mailing_id = " + id);
        }
        execute(
                "UPDATE mailing_mt_tbl SET param = CONCAT(param, ', unheard_of=\"17\"') WHERE"
                        + " mailing_id = "
                        + id);
        execute(
                "INSERT INTO mailing_mt_tbl (mailing_id, mediatype, priority, status, param) VALUES"
                        + " ("
                        + id
                        + ", 2, 7, 1, 'x=\"y\"')");
        execute(
                "INSERT INTO mailing_info_tbl (mailing_id, company_id, name, value) VALUES ("
                        + id
                        + ", 1, 'odd', '17')");
        int route =
                insert(
                        "INSERT INTO smtp_route_tbl (company_id, shortname, host, port, tls,"
                                + " connections, single_connections, lifetime_hours) VALUES (1,"
                                + " 'Route of "
                                + id
                                + "', 'mx.example', 25, 'none', 2, 1, 120)");
        execute(
                "INSERT INTO smtp_route_choice_tbl (company_id, mailing_id, route_id) VALUES (1, "
                        + id
                        + ", "
                        + route
                        + ")");
        return id;
    }

    private static String column(int mailing, String column) {
        return value("SELECT " + column + " FROM mailing_tbl WHERE mailing_id = " + mailing);
    }

    private static String route(int mailing) {
        return value("SELECT route_id FROM smtp_route_choice_tbl WHERE mailing_id = " + mailing);
    }

    private static Map<String, String> parameters(int mailing) {
        String stored =
                value(
                        "SELECT param FROM mailing_mt_tbl WHERE mediatype = 0 AND mailing_id = "
                                + mailing);
        List<String> names = new ArrayList<>();
        java.util.regex.Matcher found =
                java.util.regex.Pattern.compile("(\\w+)=\"").matcher(stored);
        while (found.find()) {
            names.add(found.group(1));
        }
        MediaParameters parameters = MediaParameters.parse(stored);
        return names.stream()
                .collect(Collectors.toMap(name -> name, name -> parameters.get(name, "")));
    }

    private static List<String> columns(String table) {
        return strings(
                "SELECT LOWER(column_name) FROM information_schema.columns WHERE table_schema ="
                        + " DATABASE() AND table_name = '"
                        + table
                        + "'");
    }

    private static List<String> strings(String sql) {
        return database.inTransaction(tx -> tx.sql().createQuery(sql).mapTo(String.class).list());
    }
}
