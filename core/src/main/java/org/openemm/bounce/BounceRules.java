package org.openemm.bounce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openemm.content.MediaParameters;
import org.openemm.database.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From delivery status to meaning: rules of the company, then those of all companies
 * (bounce_translate_tbl), then built-in ones; first rules with a pattern on the server's text, then
 * those without; the status is shortened digit by digit (511, 51, 5). Immutable.
 */
final class BounceRules {
    private static final Logger LOG = LoggerFactory.getLogger(BounceRules.class);
    private static final Pattern USER_UNKNOWN =
            Pattern.compile("(?i)user unknown|unknown user|unknown recipient|no such user");
    private static final int USER_UNKNOWN_CODE = 511;
    private static final int CODE_599 = 599;
    private static final int CODE_499 = 499;
    private static final int TENS = 10;
    private static final Map<Integer, BounceDetail> BUILT_IN = builtIn();

    private final List<Rule> own;
    private final List<Rule> global;

    private BounceRules(List<Rule> own, List<Rule> global) {
        this.own = own;
        this.global = global;
    }

    static BounceRules read(Transaction tx, int companyId) {
        List<Rule> own = new ArrayList<>();
        List<Rule> global = new ArrayList<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT company_id, dsn, detail, COALESCE(pattern, '') AS pattern
                          FROM bounce_translate_tbl
                         WHERE company_id IN (0, :company) AND active = 1
                         ORDER BY rule_id
                        """)
                .bind("company", companyId)
                .map(
                        (row, context) ->
                                (row.getInt("company_id") == 0 ? global : own)
                                        .add(
                                                Rule.of(
                                                        row.getInt("dsn"),
                                                        row.getInt("detail"),
                                                        row.getString("pattern"))))
                .list();
        return new BounceRules(List.copyOf(own), List.copyOf(global));
    }

    BounceDetail detail(int dsn, String text) {
        if (dsn == CODE_599) {
            return BounceDetail.HARD_OTHER;
        }
        if (dsn == CODE_499) {
            return BounceDetail.SOFT_OTHER;
        }
        if (dsn / 100 == 2) {
            return BounceDetail.SUCCESS;
        }
        int code = dsn / 100 == 5 && USER_UNKNOWN.matcher(text).find() ? USER_UNKNOWN_CODE : dsn;
        for (List<Rule> rules : List.of(own, global)) {
            for (boolean withPattern : new boolean[] {true, false}) {
                for (int shortened = code; shortened > 0; shortened /= TENS) {
                    for (Rule rule : rules) {
                        if (rule.dsn() == shortened
                                && rule.hasPattern() == withPattern
                                && rule.matches(text)) {
                            return rule.detail();
                        }
                    }
                }
            }
        }
        for (int shortened = code; shortened > 0; shortened /= TENS) {
            BounceDetail found = BUILT_IN.get(shortened);
            if (found != null) {
                return found;
            }
        }
        return BounceDetail.IGNORE;
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

    /**
     * @param stat expression on the server's text; null: no condition
     * @param unusable its conditions cannot be met by what we know here (relay, port, ip)
     */
    private record Rule(int dsn, BounceDetail detail, Pattern stat, boolean unusable) {
        static Rule of(int dsn, int detail, String pattern) {
            if (pattern.isBlank()) {
                return new Rule(dsn, BounceDetail.of(detail), null, false);
            }
            MediaParameters conditions = MediaParameters.parse(pattern);
            String stat = conditions.get("stat", "");
            try {
                Pattern compiled = Pattern.compile(stat, Pattern.CASE_INSENSITIVE);
                boolean more = !conditions.get("relay", "").isEmpty();
                return new Rule(dsn, BounceDetail.of(detail), compiled, stat.isEmpty() || more);
            } catch (PatternSyntaxException e) {
                LOG.warn("Bounce rule for {} left out: {}", dsn, e.getMessage());
                return new Rule(dsn, BounceDetail.of(detail), Pattern.compile(""), true);
            }
        }

        boolean hasPattern() {
            return stat != null;
        }

        boolean matches(String text) {
            return stat == null || !unusable && stat.matcher(text).find();
        }
    }
}
