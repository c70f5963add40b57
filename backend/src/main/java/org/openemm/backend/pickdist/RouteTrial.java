package org.openemm.backend.pickdist;

import org.openemm.backend.smtp.Route;
import org.openemm.backend.smtp.SmtpTrial;
import org.openemm.route.RouteDirectory;

/** Tries a route of the database from this machine, as mails would take it. */
public final class RouteTrial {
    private final RouteDirectory directory;
    private final String helo;

    /**
     * @param helo name we greet with
     */
    public RouteTrial(RouteDirectory directory, String helo) {
        this.directory = directory;
        this.helo = helo;
    }

    /** See {@link SmtpTrial#run}. */
    public String answer(int routeId) {
        return directory.read().routes().stream()
                .filter(entry -> entry.route().id() == routeId)
                .findFirst()
                .map(
                        entry ->
                                entry.problem().isEmpty()
                                        ? SmtpTrial.run(
                                                Route.of(
                                                        entry.route().settings(),
                                                        entry.password(),
                                                        helo))
                                        : "FAILED other: " + entry.problem())
                .orElse("FAILED other: there is no route " + routeId);
    }
}
