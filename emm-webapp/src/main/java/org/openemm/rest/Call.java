package org.openemm.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openemm.account.Actor;

/** A call on its way to a route: who, where, and what. */
final class Call {
    private final Actor actor;
    private final boolean byToken;
    private final List<String> keys;
    private final Query query;
    private final Body body;
    private String description;

    /**
     * @param keys parts of the address for which the route has placeholders
     */
    Call(Actor actor, boolean byToken, List<String> keys, Query query, Body body) {
        this.actor = actor;
        this.byToken = byToken;
        this.keys = List.copyOf(keys);
        this.query = query;
        this.body = body;
        this.description = String.join("/", keys);
    }

    Actor actor() {
        return actor;
    }

    /** Whether a token stood for name and password. */
    boolean isByToken() {
        return byToken;
    }

    /** Whether the route has this placeholder. */
    boolean hasKey(int index) {
        return index < keys.size();
    }

    /** The part of the address at this placeholder. */
    String key(int index) {
        return keys.get(index);
    }

    /** The number at this placeholder; empty when it is another text. */
    Optional<Integer> number(int index) {
        try {
            return Optional.of(Integer.parseInt(key(index)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * The number at this placeholder.
     *
     * @throws Refusal when it is none
     */
    int id(int index) {
        return number(index).orElseThrow(Refusal::invalidRequest);
    }

    Query query() {
        return query;
    }

    /** What the call carries; empty when that is nothing. Read once. */
    Optional<JsonNode> body() {
        return body.json();
    }

    /** The properties of the object that the call carries; empty when it carries nothing. */
    Optional<Fields> fields(Set<String> known) {
        return body().map(node -> Fields.of(node, known));
    }

    /** For the log: what was asked for, when the keys do not say it. */
    void describe(String text) {
        description = text;
    }

    String description() {
        return description;
    }
}
