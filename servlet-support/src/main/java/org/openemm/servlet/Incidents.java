package org.openemm.servlet;

import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unexpected errors: logged once, with a number that the person sees and an administrator finds in
 * the log.
 */
public final class Incidents {
    private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

    /** Without letters and digits that look alike. */
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Incidents() {}

    /**
     * Logs the error with its stack trace.
     *
     * @param where what was being done, e.g. {@code GET /mailing/list.action}
     * @return the number of the incident
     */
    public static String report(String where, Throwable error) {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        LOG.error("Incident {} in {}", id, where, error);
        return id.toString();
    }
}
