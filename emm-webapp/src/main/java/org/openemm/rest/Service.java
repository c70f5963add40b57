package org.openemm.rest;

import java.util.List;
import java.util.Optional;

/**
 * The addresses that begin with a name.
 *
 * @param name as in addresses, e.g. {@code mailing}
 * @param costName as in restful_api_costs_tbl, e.g. {@code Mailing}
 * @param routes literal addresses before those with placeholders
 */
record Service(String name, String costName, List<Route> routes) {
    Service {
        routes = List.copyOf(routes);
    }

    static Service of(String name, Route... routes) {
        return new Service(
                name, Character.toUpperCase(name.charAt(0)) + name.substring(1), List.of(routes));
    }

    /** The route that answers. */
    record Found(Route route, List<String> keys) {}

    /**
     * @param method GET for HEAD, too
     * @param address behind the name
     */
    Optional<Found> find(String method, List<String> address) {
        for (Route route : routes) {
            if (route.method().equals(method)) {
                Optional<List<String>> keys = route.keys(address);
                if (keys.isPresent()) {
                    return Optional.of(new Found(route, keys.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the method is of use at any of the addresses. */
    boolean knows(String method) {
        return routes.stream().anyMatch(route -> route.method().equals(method));
    }
}
