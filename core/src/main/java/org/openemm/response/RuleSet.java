package org.openemm.response;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.openemm.response.BounceMailRules.Problem;
import org.openemm.response.BounceMailRules.Section;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies rules to lines. Rules that turn out too slow are left out from then on. */
final class RuleSet {
    /** A rule that fits, and the line that it fits. */
    record Hit(Rule rule, String line) {}

    private static final Logger LOG = LoggerFactory.getLogger(RuleSet.class);

    private final List<Rule> reasons;
    private final List<Rule> systemMail;
    private final List<Rule> filter;
    private final Set<Rule> tooSlow = ConcurrentHashMap.newKeySet();

    RuleSet(BounceMailRules rules) {
        reasons =
                rules.rules().stream()
                        .filter(r -> r.section() == Section.HARD || r.section() == Section.SOFT)
                        .toList();
        systemMail = of(rules, Section.SYSTEMMAIL);
        filter = of(rules, Section.FILTER);
    }

    /** The first rule of sections hard and soft that fits a line. */
    Optional<Hit> reason(Collection<String> lines) {
        return first(reasons, lines);
    }

    Optional<Hit> systemMail(Collection<String> headerLines) {
        return first(systemMail, headerLines);
    }

    Optional<Hit> filter(Collection<String> headerLines) {
        return first(filter, headerLines);
    }

    List<Problem> tooSlow() {
        return tooSlow.stream()
                .map(r -> new Problem(r.source(), r.line(), r.pattern().pattern(), "too slow"))
                .toList();
    }

    private static List<Rule> of(BounceMailRules rules, Section section) {
        return rules.rules().stream().filter(r -> r.section() == section).toList();
    }

    private Optional<Hit> first(List<Rule> rules, Collection<String> lines) {
        List<String> cut = new ArrayList<>();
        List<String> lower = new ArrayList<>();
        for (String line : lines) {
            if (cut.size() == Limits.LINES) {
                break;
            }
            String shorter = line.length() > Limits.LINE ? line.substring(0, Limits.LINE) : line;
            cut.add(shorter);
            lower.add(shorter.toLowerCase(Locale.ROOT));
        }
        String together = String.join("\n", lower);
        for (Rule rule : rules) {
            if (rule.mayMatch(together) && !tooSlow.contains(rule)) {
                Optional<Hit> hit = first(rule, cut, lower);
                if (hit.isPresent()) {
                    return hit;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Hit> first(Rule rule, List<String> lines, List<String> lower) {
        try {
            for (int i = 0; i < lines.size(); i++) {
                if (rule.mayMatch(lower.get(i)) && rule.matches(lines.get(i))) {
                    return Optional.of(new Hit(rule, lines.get(i)));
                }
            }
        } catch (BoundedText.TooSlow | StackOverflowError e) {
            if (tooSlow.add(rule)) {
                LOG.warn(
                        "Bounce rule takes too long and is left out from now on: {}: {}",
                        rule.name(),
                        rule.pattern().pattern());
            }
        }
        return Optional.empty();
    }
}
