package org.openemm.soap;

import org.openemm.account.Actor;

/** One operation of the interface. */
interface Operation {
    /** Namespace of 52 operations. */
    String S0 = "http://agnitas.org/ws/schemas";

    /** Local name without {@code Request}. */
    String name();

    /** Namespace of request and response. */
    default String namespace() {
        return S0;
    }

    /**
     * Does what was asked and fills in the response, whose root element is there already.
     *
     * @throws SoapFault for what the reference answers with a fault of its own
     */
    void answer(Request request, Response response, Caller caller);

    /**
     * Who asks.
     *
     * @param dataSourceId written to recipients that the call creates or changes
     */
    record Caller(Actor actor, int dataSourceId) {}
}
