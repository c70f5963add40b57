package org.openemm.route;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openemm.InvalidInput;

/** What routes and groups must look like. */
final class RouteRules {
    static final int MAX_CONNECTIONS = 200;
    private static final int MAX_NAME = 99;
    private static final int MAX_TEXT = 255;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_RATE = 10_000_000;
    private static final int MAX_LIFETIME = 30 * 24;
    private static final Pattern HOST =
            Pattern.compile(
                    "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_]([a-z0-9_-]{0,62}))*\\.?"
                            + "|\\[?[0-9a-f:.]{2,45}]?");
    private static final Pattern ADDRESS =
            Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|[0-9a-fA-F]*:[0-9a-fA-F:.]{1,44}");

    private final List<InvalidInput.Problem> problems = new ArrayList<>();

    static void check(RouteDraft draft) {
        RouteRules rules = new RouteRules();
        rules.name(draft.name());
        rules.require(HOST.matcher(draft.host()).matches(), "host", "route.error.host");
        rules.range("port", draft.port(), 1, MAX_PORT);
        rules.range("connections", draft.connections(), 1, MAX_CONNECTIONS);
        rules.range("singleConnections", draft.singleConnections(), 1, MAX_CONNECTIONS);
        rules.rates(draft.rates());
        rules.range("lifetimeHours", draft.lifetimeHours(), 1, MAX_LIFETIME);
        rules.require(
                draft.localAddress().isEmpty() || ADDRESS.matcher(draft.localAddress()).matches(),
                "localAddress",
                "route.error.localAddress");
        rules.plain("user", draft.user());
        rules.plain("password", draft.password());
        rules.require(
                draft.user().isEmpty() || draft.security() != Security.NONE || isLocal(draft),
                "security",
                "route.error.passwordInClear");
        rules.done();
    }

    static void check(DomainGroup group) {
        RouteRules rules = new RouteRules();
        rules.name(group.name());
        rules.range("connections", group.connections(), 0, MAX_CONNECTIONS);
        rules.rates(group.rates());
        rules.require(!group.domains().isEmpty(), "domains", "route.error.domains.none");
        group.domains().stream()
                .filter(domain -> !isDomain(domain))
                .limit(5)
                .forEach(domain -> rules.add("domains", "route.error.domain", domain));
        rules.require(
                group.connections() > 0 || !group.rates().isUnlimited(),
                "connections",
                "route.error.noLimit");
        rules.done();
    }

    /** A password in clear does not leave this machine. */
    private static boolean isLocal(RouteDraft draft) {
        return draft.host().equals("localhost")
                || draft.host().startsWith("127.")
                || draft.host().equals("::1")
                || draft.host().equals("[::1]");
    }

    private static boolean isDomain(String domain) {
        String plain = domain.startsWith("*.") ? domain.substring(2) : domain;
        return plain.contains(".") && HOST.matcher(plain).matches() && !plain.contains(":");
    }

    private void name(String name) {
        if (name.isEmpty()) {
            add("name", "route.error.name");
        } else if (name.length() > MAX_NAME) {
            add("name", "route.error.long", MAX_NAME);
        }
    }

    private void plain(String field, String text) {
        require(
                text.length() <= MAX_TEXT && text.chars().noneMatch(Character::isISOControl),
                field,
                "route.error.text");
    }

    private void rates(Rates rates) {
        range("perSecond", rates.perSecond(), 0, MAX_RATE);
        range("perMinute", rates.perMinute(), 0, MAX_RATE);
        range("perHour", rates.perHour(), 0, MAX_RATE);
    }

    private void range(String field, int value, int least, int most) {
        if (value < least || value > most) {
            add(field, "route.error.range", least, most);
        }
    }

    private void require(boolean good, String field, String key) {
        if (!good) {
            add(field, key);
        }
    }

    private void add(String field, String key, Object... arguments) {
        problems.add(new InvalidInput.Problem(field, key, arguments));
    }

    private void done() {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }
}
