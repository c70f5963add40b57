package org.openemm.delivery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.account.Actor;
import org.openemm.route.Route;
import org.openemm.route.Routes;

/** Tries routes, from the machine that mails leave. */
public final class RouteTrials {
    private static final Pattern FAILED =
            Pattern.compile(
                    "FAILED (answer|certificate|host|local|other|refused|timeout|tls): (.*)");

    private final Routes routes;
    private final MergerClient backend;

    public RouteTrials(Routes routes, MergerClient backend) {
        this.routes = routes;
        this.backend = backend;
    }

    /**
     * What came of a try.
     *
     * @param kind what is wrong: answer, certificate, host, local, other, refused, timeout or tls;
     *     empty when it worked
     * @param reason in the words of the machine or of the mail server; empty when it worked
     * @param dialogue what both sides said, without the password; may be empty
     */
    public record Trial(boolean good, String kind, String reason, String dialogue) {}

    /** Empty when the backend does not answer. */
    public Optional<Trial> run(Actor actor, int routeId) {
        actor.require(Routes.RIGHT_CHANGE);
        Route route = routes.get(actor, routeId);
        return backend.testRoute(route.id()).map(RouteTrials::read);
    }

    private static Trial read(String answer) {
        int end = answer.indexOf('\n');
        String first = end < 0 ? answer : answer.substring(0, end);
        String dialogue = end < 0 ? "" : answer.substring(end + 1).strip();
        Matcher failed = FAILED.matcher(first);
        if (first.equals("OK")) {
            return new Trial(true, "", "", dialogue);
        }
        return failed.matches()
                ? new Trial(false, failed.group(1), failed.group(2), dialogue)
                : new Trial(false, "other", first, dialogue);
    }
}
