package org.openemm.benchmarks;

import java.util.List;

/**
 * A rule, and what somebody who knows MariaDB well would write for it by hand, in several ways: the
 * fastest of them is what the product is measured against.
 *
 * @param hand statements that count the recipients
 */
record TargetCase(String name, String eql, List<String> hand) {
    private static final String COUNT =
            "SELECT COUNT(*) FROM customer_1_tbl cust WHERE bounceload = 0 AND ";
    private static final String TRACKABLE = "(sys_tracking_veto = 0 OR sys_tracking_veto IS NULL)";

    /** The one that counts. */
    static TargetCase main() {
        String profile = "gender = 1 AND points >= 500 AND lastname LIKE 'B%'";
        return new TargetCase(
                "three profile rules and one click rule",
                "gender = 1 AND points >= 500 AND lastname STARTS WITH 'B' AND CLICKED IN MAILING"
                        + " 1007",
                List.of(
                        COUNT + profile + " AND " + exists("rdirlog", "t.mailing_id = 1007"),
                        COUNT + profile + " AND " + probed("rdirlog", "t.mailing_id = 1007"),
                        COUNT + profile + " AND " + in("rdirlog", "mailing_id = 1007"),
                        "SELECT COUNT(*) FROM customer_1_tbl cust JOIN (SELECT DISTINCT customer_id"
                            + " FROM rdirlog_1_tbl WHERE mailing_id = 1007) k USING (customer_id)"
                            + " WHERE bounceload = 0 AND "
                                + profile,
                        "SELECT COUNT(DISTINCT cust.customer_id) FROM customer_1_tbl cust JOIN"
                                + " rdirlog_1_tbl k ON k.customer_id = cust.customer_id AND"
                                + " k.mailing_id = 1007 WHERE bounceload = 0 AND "
                                + profile,
                        "SELECT COUNT(DISTINCT cust.customer_id) FROM rdirlog_1_tbl k STRAIGHT_JOIN"
                                + " customer_1_tbl cust ON cust.customer_id = k.customer_id WHERE"
                                + " k.mailing_id = 1007 AND bounceload = 0 AND "
                                + profile,
                        "SELECT COUNT(*) FROM customer_1_tbl cust FORCE INDEX (cust1_lastname_idx)"
                                + " WHERE bounceload = 0 AND "
                                + profile
                                + " AND "
                                + exists("rdirlog", "t.mailing_id = 1007")));
    }

    /** Ten groups, one in another. */
    static TargetCase nested() {
        String three = "gender = 1 AND points >= 500 AND lastname LIKE 'B%'";
        return new TargetCase(
                "ten nested groups",
                "gender = 1 AND (points >= 500 AND (lastname STARTS WITH 'B' AND (CLICKED IN"
                    + " MAILING 1007 AND (city <> 'City 1' AND (city <> 'City 2' OR (firstname ="
                    + " 'Anna' AND (points < 900 OR (gender <> 2 AND (size = 'L' OR (size = 'M' AND"
                    + " `email` CONTAINS 'a'))))))))))",
                List.of(
                        COUNT
                                + three
                                + " AND city <> 'City 1' AND (city <> 'City 2' OR firstname ="
                                + " 'Anna' AND (points < 900 OR size = 'L' OR size = 'M' AND email"
                                + " LIKE '%a%')) AND "
                                + exists("rdirlog", "t.mailing_id = 1007"),
                        COUNT
                                + three
                                + " AND city <> 'City 1' AND (city <> 'City 2' OR firstname ="
                                + " 'Anna' AND (points < 900 OR size = 'L' OR size = 'M' AND email"
                                + " LIKE '%a%')) AND "
                                + probed("rdirlog", "t.mailing_id = 1007")));
    }

    /** What people ask for else. */
    static List<TargetCase> typical() {
        return List.of(
                new TargetCase(
                        "everybody with a value in a field without index",
                        "city = 'City 17'",
                        List.of(COUNT + "city = 'City 17'")),
                new TargetCase(
                        "a text inside a field",
                        "lastname CONTAINS 'erg'",
                        List.of(COUNT + "lastname LIKE '%erg%'")),
                new TargetCase(
                        "beginning of a name, by its index",
                        "lastname STARTS WITH 'Berger12'",
                        List.of(COUNT + "lastname LIKE 'Berger12%'")),
                new TargetCase(
                        "birthday today",
                        "birthday = TODAY DATEFORMAT 'MMDD'",
                        List.of(
                                COUNT
                                        + "DATE_FORMAT(birthday, '%m%d') = DATE_FORMAT(NOW(),"
                                        + " '%m%d')",
                                COUNT
                                        + "MONTH(birthday) = MONTH(NOW()) AND DAYOFMONTH(birthday)"
                                        + " = DAYOFMONTH(NOW())")),
                new TargetCase(
                        "created in two weeks",
                        "creation_date >= '2025-03-01' DATEFORMAT 'YYYY-MM-DD' AND creation_date <"
                                + " '2025-03-15' DATEFORMAT 'YYYY-MM-DD'",
                        List.of(
                                COUNT
                                        + "creation_date >= '2025-03-01' AND creation_date <"
                                        + " '2025-03-15'")),
                new TargetCase(
                        "opened in the last 30 days, by the profile",
                        "lastopen_date >= TODAY - 30 DATEFORMAT 'YYYYMMDD'",
                        List.of(COUNT + "lastopen_date >= CURRENT_DATE - INTERVAL 30 DAY")),
                new TargetCase(
                        "clicked one link",
                        "CLICKED LINK 10071 IN MAILING 1007",
                        List.of(
                                COUNT
                                        + exists(
                                                "rdirlog",
                                                "t.mailing_id = 1007 AND t.url_id = 10071"),
                                "SELECT COUNT(DISTINCT k.customer_id) FROM rdirlog_1_tbl k JOIN"
                                    + " customer_1_tbl cust USING (customer_id) WHERE k.mailing_id"
                                    + " = 1007 AND k.url_id = 10071 AND bounceload = 0")),
                new TargetCase(
                        "clicked in one of two mailings",
                        "CLICKED IN MAILING 1007 OR CLICKED IN MAILING 1008",
                        List.of(
                                COUNT
                                        + "("
                                        + exists("rdirlog", "t.mailing_id = 1007")
                                        + " OR "
                                        + exists("rdirlog", "t.mailing_id = 1008")
                                        + ")",
                                COUNT + in("rdirlog", "mailing_id IN (1007, 1008)"),
                                COUNT + exists("rdirlog", "t.mailing_id IN (1007, 1008)"))),
                new TargetCase(
                        "opened one of four mailings",
                        "OPENED MAILING 1001 OR OPENED MAILING 1002 OR OPENED MAILING 1003 OR"
                                + " OPENED MAILING 1004",
                        List.of(
                                COUNT + in("onepixellog", "mailing_id IN (1001, 1002, 1003, 1004)"),
                                COUNT
                                        + exists(
                                                "onepixellog",
                                                "t.mailing_id IN (1001, 1002, 1003, 1004)"))),
                new TargetCase(
                        "a profile rule or a click",
                        "gender = 1 OR CLICKED IN MAILING 1007",
                        List.of(
                                COUNT
                                        + "(gender = 1 OR "
                                        + exists("rdirlog", "t.mailing_id = 1007")
                                        + ")",
                                COUNT
                                        + "(gender = 1 OR "
                                        + probed("rdirlog", "t.mailing_id = 1007")
                                        + ")",
                                "SELECT COUNT(*) FROM customer_1_tbl cust LEFT JOIN (SELECT"
                                    + " DISTINCT customer_id FROM rdirlog_1_tbl WHERE mailing_id ="
                                    + " 1007) k USING (customer_id) WHERE bounceload = 0 AND"
                                    + " (gender = 1 OR k.customer_id IS NOT NULL)")),
                new TargetCase(
                        "opened two mailings and clicked in a third",
                        "OPENED MAILING 1001 AND OPENED MAILING 1002 AND CLICKED IN MAILING 1003",
                        List.of(
                                "SELECT COUNT(*) FROM onepixellog_1_tbl a JOIN onepixellog_1_tbl b"
                                    + " ON b.customer_id = a.customer_id AND b.mailing_id = 1002"
                                    + " JOIN customer_1_tbl cust ON cust.customer_id ="
                                    + " a.customer_id WHERE a.mailing_id = 1001 AND bounceload = 0"
                                    + " AND "
                                        + exists("rdirlog", "t.mailing_id = 1003"),
                                COUNT
                                        + exists("onepixellog", "t.mailing_id = 1001")
                                        + " AND "
                                        + exists("onepixellog", "t.mailing_id = 1002")
                                        + " AND "
                                        + exists("rdirlog", "t.mailing_id = 1003"))),
                new TargetCase(
                        "received a mailing",
                        "RECEIVED MAILING 1001",
                        List.of(
                                COUNT + exists("success", "t.mailing_id = 1001"),
                                COUNT + in("success", "mailing_id = 1001"))),
                new TargetCase(
                        "received but not opened",
                        "NOT OPENED MAILING 1001",
                        List.of(
                                "SELECT COUNT(DISTINCT cust.customer_id) FROM success_1_tbl s JOIN"
                                    + " customer_1_tbl cust ON cust.customer_id = s.customer_id"
                                    + " LEFT JOIN onepixellog_1_tbl o ON o.customer_id ="
                                    + " s.customer_id AND o.mailing_id = 1001 WHERE s.mailing_id ="
                                    + " 1001 AND bounceload = 0 AND o.customer_id IS NULL AND "
                                        + TRACKABLE,
                                COUNT
                                        + TRACKABLE
                                        + " AND NOT "
                                        + exists("onepixellog", "t.mailing_id = 1001")
                                        + " AND "
                                        + exists("success", "t.mailing_id = 1001"))));
    }

    private static String exists(String table, String condition) {
        return "EXISTS (SELECT 1 FROM %s_1_tbl t WHERE t.customer_id = cust.customer_id AND %s)"
                .formatted(table, condition);
    }

    /** Asked for every recipient by an index: LIMIT keeps MariaDB from making a table of it. */
    private static String probed(String table, String condition) {
        return exists(table, condition + " LIMIT 1");
    }

    private static String in(String table, String condition) {
        return "cust.customer_id IN (SELECT customer_id FROM %s_1_tbl WHERE %s)"
                .formatted(table, condition);
    }
}
