package org.openemm.bounce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openemm.database.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From delivery status to meaning: rules of the company, then those of all companies
 * (bounce_translate_tbl), then built-in ones; first rules with a pattern, then those without; the
 * status is shortened digit by digit (511, 51, 5). Compiled once; immutable.
 */
final class BounceRules {
    private static final Logger LOG = LoggerFactory.getLogger(BounceRules.class);
    private static final Pattern USER_UNKNOWN =
            Pattern.compile("user unknown|unknown user", Pattern.CASE_INSENSITIVE);
    private static final int USER_UNKNOWN_CODE = 511;
    private static final int CODE_599 = 599;
    private static final int CODE_499 = 499;
    private static final int LAST_TWO = 100;
    private static final int NINETY_NINE = 99;
    private static final int TENS = 10;
    private static final Map<Integer, BounceDetail> BUILT_IN = builtIn();

    /**
     * What a bounce means, and why.
     *
     * @param ruleId 0: built in
     * @param ruleName for people
     */
    record Verdict(BounceDetail detail, int ruleId, String ruleName) {
        static Verdict builtIn(BounceDetail detail) {
            return new Verdict(detail, 0, "default");
        }
    }

    private record Rule(Verdict verdict, RuleConditions conditions) {
        boolean hits(Bounce bounce) {
            return conditions == null || conditions.areMetBy(bounce);
        }
    }

    /** Rules of one company by their code, in the order of their ids. */
    private static final class Table {
        private final Map<Integer, List<Rule>> withPattern = new HashMap<>();
        private final Map<Integer, List<Rule>> plain = new HashMap<>();

        void add(int dsn, Rule rule) {
            (rule.conditions() == null ? plain : withPattern)
                    .computeIfAbsent(dsn, code -> new ArrayList<>())
                    .add(rule);
        }

        Verdict find(int code, Bounce bounce) {
            Verdict found = find(withPattern, code, bounce);
            return found == null ? find(plain, code, bounce) : found;
        }

        private static Verdict find(Map<Integer, List<Rule>> rules, int code, Bounce bounce) {
            for (int shortened = code; shortened > 0; shortened /= TENS) {
                for (Rule rule : rules.getOrDefault(shortened, List.of())) {
                    if (rule.hits(bounce)) {
                        return rule.verdict();
                    }
                }
            }
            return null;
        }
    }

    private final Table own = new Table();
    private final Table global = new Table();

    private BounceRules() {}

    static BounceRules read(Transaction tx, int companyId) {
        BounceRules rules = new BounceRules();
        tx.sql()
                .createQuery(
                        """
                        SELECT rule_id, company_id, dsn, detail, COALESCE(pattern, '') AS pattern,
                               COALESCE(shortname, '') AS shortname
                          FROM bounce_translate_tbl
                         WHERE company_id IN (0, :company) AND active = 1
                         ORDER BY rule_id
                        """)
                .bind("company", companyId)
                .map(
                        (row, context) -> {
                            rules.add(
                                    row.getInt("company_id"),
                                    row.getInt("dsn"),
                                    row.getInt("rule_id"),
                                    BounceDetail.of(row.getInt("detail")),
                                    row.getString("pattern"),
                                    row.getString("shortname").strip());
                            return 0;
                        })
                .list();
        return rules;
    }

    private void add(
            int company, int dsn, int id, BounceDetail detail, String pattern, String name) {
        Verdict verdict = new Verdict(detail, id, name.isEmpty() ? "rule " + id : name);
        try {
            RuleConditions conditions = pattern.isBlank() ? null : RuleConditions.parse(pattern);
            (company == 0 ? global : own).add(dsn, new Rule(verdict, conditions));
        } catch (IllegalArgumentException e) {
            LOG.warn("Bounce rule {} for {} is left out: {}", id, dsn, e.getMessage());
        }
    }

    Verdict verdict(Bounce bounce) {
        int dsn = bounce.dsn();
        if (dsn == CODE_599) {
            return Verdict.builtIn(BounceDetail.HARD_OTHER);
        }
        if (dsn == CODE_499) {
            return Verdict.builtIn(BounceDetail.SOFT_OTHER);
        }
        if (dsn / LAST_TWO == 2) {
            return Verdict.builtIn(BounceDetail.SUCCESS);
        }
        if (dsn % LAST_TWO == NINETY_NINE) {
            return Verdict.builtIn(BounceDetail.INTERNAL);
        }
        int code = code(bounce);
        Verdict found = own.find(code, bounce);
        found = found == null ? global.find(code, bounce) : found;
        for (int shortened = code; found == null && shortened > 0; shortened /= TENS) {
            BounceDetail detail = BUILT_IN.get(shortened);
            found = detail == null ? null : Verdict.builtIn(detail);
        }
        return found == null ? Verdict.builtIn(BounceDetail.IGNORE) : found;
    }

    /** The status that counts: mails that come back often say it in words only. */
    static int code(Bounce bounce) {
        boolean unknown =
                bounce.source() == Bounce.Source.MAIL && USER_UNKNOWN.matcher(bounce.text()).find();
        return unknown ? USER_UNKNOWN_CODE : bounce.dsn();
    }

    private static Map<Integer, BounceDetail> builtIn() {
        Map<Integer, BounceDetail> table = new HashMap<>();
        put(table, BounceDetail.IGNORE, 4, 40, 41, 42, 43, 44, 45, 46, 47, 5, 500, 515);
        put(table, BounceDetail.IGNORE, 52, 53, 54, 55, 56, 57);
        put(table, BounceDetail.SOFT_OTHER, 50, 532, 541, 544, 570, 574);
        put(table, BounceDetail.SOFT_RECIPIENT, 411, 412, 413, 414, 416, 417, 418);
        put(table, BounceDetail.SOFT_RECIPIENT, 51, 510, 514, 571);
        put(table, BounceDetail.SOFT_MAILBOX, 421, 422, 520, 521, 522, 523, 524);
        put(table, BounceDetail.HARD_OTHER, 531);
        put(table, BounceDetail.HARD_RECIPIENT, 511, 513, 516, 517, 572);
        put(table, BounceDetail.HARD_SYSTEM, 512, 518);
        return Map.copyOf(table);
    }

    private static void put(Map<Integer, BounceDetail> table, BounceDetail detail, int... codes) {
        for (int code : codes) {
            table.put(code, detail);
        }
    }
}
