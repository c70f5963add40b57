package org.openemm.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openemm.account.Actor;

/**
 * A method and address of a service, who may use it, and what happens then. A route without rights
 * cannot be made: the application would not start.
 */
final class Route {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE");

    private final String method;
    private final List<String> parts;
    private final List<String> rights;
    private final String summary;
    private final Handler handler;

    /** What happens. */
    @FunctionalInterface
    interface Handler {
        /**
         * @return a text, a map or a list: written as JSON
         */
        Object answer(Call call);
    }

    private Route(
            String method, String path, List<String> rights, String summary, Handler handler) {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException(method);
        }
        this.method = method;
        this.parts = path.isEmpty() ? List.of() : List.of(path.split("/"));
        this.rights = List.copyOf(rights);
        this.summary = summary;
        this.handler = handler;
    }

    /**
     * @param path behind the name of the service; {@code {name}} takes any text
     * @param rights all are needed, in the order in which they are asked for
     * @param summary for the description of the interface
     */
    static Route of(String method, String path, Rights rights, String summary, Handler handler) {
        return new Route(method, path, rights.all(), summary, handler);
    }

    /** For every user of REST, whatever the rights. */
    static Route forEveryUser(String method, String path, String summary, Handler handler) {
        return new Route(method, path, List.of(), summary, handler);
    }

    /** The rights that a route needs, at least one. */
    record Rights(List<String> all) {
        Rights {
            all = List.copyOf(all);
            if (all.isEmpty() || all.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("A route needs rights");
            }
        }

        static Rights of(String first, String... more) {
            List<String> all = new ArrayList<>(List.of(first));
            all.addAll(List.of(more));
            return new Rights(all);
        }
    }

    String method() {
        return method;
    }

    List<String> parts() {
        return parts;
    }

    List<String> rights() {
        return rights;
    }

    String summary() {
        return summary;
    }

    /** The keys when the route answers at this address; empty when it does not. */
    Optional<List<String>> keys(List<String> address) {
        if (address.size() != parts.size()) {
            return Optional.empty();
        }
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).startsWith("{")) {
                keys.add(address.get(i));
            } else if (!parts.get(i).equals(address.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(keys);
    }

    /**
     * @throws Refusal naming the right that the actor has not
     */
    void require(Actor actor) {
        for (String right : rights) {
            if (!actor.may(right)) {
                throw Refusals.denied(right);
            }
        }
    }

    Object answer(Call call) {
        return handler.answer(call);
    }
}
