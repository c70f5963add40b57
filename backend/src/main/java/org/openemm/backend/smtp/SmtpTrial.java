package org.openemm.backend.smtp;

import java.io.IOException;

/** Tries a route: everything up to where the first mail would be sent. */
public final class SmtpTrial {
    private SmtpTrial() {}

    /**
     * Connects, greets, secures, authenticates and says goodbye.
     *
     * @return first line {@code OK} or {@code FAILED: reason}, then the dialogue without the
     *     password: lines of ours begin with C, those of the server with S, remarks with --
     */
    public static String run(Route route) {
        StringBuilder transcript = new StringBuilder();
        SmtpWire wire = null;
        try {
            transcript.append("-- connecting to ").append(route.label()).append('\n');
            wire = SmtpWire.connect(route, transcript);
            SmtpHandshake.perform(wire, route);
            wire.command("QUIT");
            wire.read();
            return "OK\n" + transcript;
        } catch (IOException | RuntimeException e) {
            String why =
                    e instanceof RouteUnavailable && e.getMessage() != null
                            ? e.getMessage()
                            : e.toString();
            return "FAILED: " + why.replace('\n', ' ') + "\n" + transcript;
        } finally {
            if (wire != null) {
                wire.close();
            }
        }
    }
}
