package org.openemm.route;

/**
 * Something that takes a route.
 *
 * @param id of the mailing list or mailing; 0 for the tenant
 */
public record RouteUse(Level level, int id, String name) {
    /** What can choose a route; the first that does wins. */
    public enum Level {
        MAILING,
        LIST,
        TENANT
    }
}
