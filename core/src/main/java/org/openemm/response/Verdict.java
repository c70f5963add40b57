package org.openemm.response;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.openemm.response.BounceMailRules.Section;
import org.openemm.response.Finding.Severity;
import org.openemm.response.RuleSet.Hit;

/**
 * What status and words say together. Hard is only what is proven: a status that names the address
 * as wrong and no word against it, or a rule of section hard; never anything of 4.x.x.
 *
 * @param dsn code to book, see {@link Finding#dsn()}
 * @param text the line that says it
 * @param rule what decided
 */
record Verdict(Severity severity, int dsn, String status, String text, String rule) {
    /** Status codes that say that the address is wrong, as booked. */
    private static final Set<Integer> WRONG_ADDRESS = Set.of(511, 512, 513, 516, 521);

    /** Bad address of the sender: our fault, it says nothing about the recipient. */
    private static final Set<Integer> SENDERS_FAULT = Set.of(517, 518);

    /** Not proven enough for us, but hard or passed over where bounces are booked by code. */
    private static final Set<Integer> HARD_ELSEWHERE = Set.of(515, 531, 572);

    /** Codes of 4.x.x that are kept when they are booked. */
    private static final Set<Integer> KEPT_SOFT =
            Set.of(411, 412, 413, 414, 416, 417, 418, 421, 422);

    /** Where bounces are booked, these words make every code but 499 a wrong address. */
    private static final Pattern MADE_HARD_BY_WORDS =
            Pattern.compile("(?i)user unknown|unknown user");

    private static final int HARD_BY_RULE = 599;
    private static final int SOFT_BY_RULE = 499;

    /**
     * @param said what the server said
     * @param explained the words for people around it; looked at when the server's say nothing
     */
    static Verdict of(
            Optional<StatusCode> code, List<String> said, List<String> explained, RuleSet rules) {
        boolean bare = code.isEmpty() || code.get().isBare();
        Optional<Hit> hit = rules.reason(said);
        if (hit.isEmpty() && (bare || said.isEmpty())) {
            hit = rules.reason(explained);
        }
        Optional<StatusCode> actual = code;
        if (hit.isPresent() && code.isEmpty()) {
            actual = StatusCode.inReply(hit.get().line());
        }
        String text = hit.map(Hit::line).orElse(said.isEmpty() ? "" : said.get(0));
        String status = actual.map(StatusCode::toString).orElse("");
        boolean notNow = actual.isPresent() && actual.get().kind() == 4;
        if (hit.isPresent()) {
            Rule rule = hit.get().rule();
            boolean hard = rule.section() == Section.HARD && !notNow;
            int dsn = hard ? hardCode(rule, actual) : softCode(rule, actual, text);
            return new Verdict(
                    hard ? Severity.HARD : Severity.SOFT, dsn, status, text, rule.name());
        }
        if (actual.isEmpty()) {
            return new Verdict(Severity.UNKNOWN, 0, "", text, "no status");
        }
        int dsn = actual.get().dsn();
        if (SENDERS_FAULT.contains(dsn)) {
            return new Verdict(Severity.UNKNOWN, 0, status, text, "status of the sender");
        }
        boolean hard = WRONG_ADDRESS.contains(dsn);
        return new Verdict(
                hard ? Severity.HARD : Severity.SOFT,
                hard ? dsn : softCode(null, actual, text),
                status,
                text,
                "status");
    }

    private static int hardCode(Rule rule, Optional<StatusCode> code) {
        int wanted = label(rule);
        if (wanted / 100 == 5) {
            return wanted;
        }
        return code.map(StatusCode::dsn).filter(WRONG_ADDRESS::contains).orElse(HARD_BY_RULE);
    }

    /** A code that cannot be taken for a hard one, and is not passed over, where it is booked. */
    private static int softCode(Rule rule, Optional<StatusCode> code, String text) {
        int wanted = rule == null ? 0 : label(rule);
        int dsn = wanted != 0 ? wanted : code.map(StatusCode::dsn).orElse(SOFT_BY_RULE);
        boolean kept =
                dsn / 100 == 4
                        ? KEPT_SOFT.contains(dsn)
                        : dsn / 100 == 5
                                && !WRONG_ADDRESS.contains(dsn)
                                && !SENDERS_FAULT.contains(dsn)
                                && !HARD_ELSEWHERE.contains(dsn);
        if (MADE_HARD_BY_WORDS.matcher(text).find()) {
            kept = false;
        }
        return kept ? dsn : SOFT_BY_RULE;
    }

    /** The code in braces before a rule, as 511 or 5.1.1; 0 without. */
    private static int label(Rule rule) {
        Optional<StatusCode> status = StatusCode.in(rule.label());
        if (status.isPresent()) {
            return status.get().dsn();
        }
        boolean digits =
                rule.label().length() == 3
                        && rule.label().chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(rule.label()) : 0;
    }
}
