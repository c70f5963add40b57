package org.openemm.backend.xmlrpc;

import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be called by XML-RPC under the name Merger. The method names are those of the protocol.
 */
public final class MergerCalls {
    private static final Logger LOG = LoggerFactory.getLogger(MergerCalls.class);
    private static final String STARTED = "Mailout started";
    private static final int MAX_ID_DIGITS = 9;

    private final IntConsumer fire;
    private final PreviewCall preview;
    private final RouteCall route;

    /** Answers a preview. */
    @FunctionalInterface
    public interface PreviewCall {
        /**
         * @param parameters a list {@code name="value", name="value"}
         * @return JSON, or a text that says what is wrong
         */
        String answer(String parameters);
    }

    /** Tries an SMTP route. */
    @FunctionalInterface
    public interface RouteCall {
        /**
         * @return first line {@code OK} or {@code FAILED kind: reason}, then the dialogue
         */
        String answer(int routeId);
    }

    /**
     * @param fire starts the generation of a send job and returns at once
     */
    public MergerCalls(IntConsumer fire, PreviewCall preview, RouteCall route) {
        this.fire = fire;
        this.preview = preview;
        this.route = route;
    }

    /**
     * Starts something; answers before it is done.
     *
     * @param command {@code fire}; anything else is only logged
     * @param option {@code <status_id>}, may be followed by parameters {@code name="value", …}
     */
    public String remote_control(String command, String option) {
        if (!command.equals("fire")) {
            LOG.warn("unknown command {}", command);
            return STARTED;
        }
        String id = option.strip().split("\\s", 2)[0];
        if (!id.matches("\\d{1," + MAX_ID_DIGITS + "}")) {
            LOG.warn("fire: no send job {}", id);
            return STARTED;
        }
        fire.accept(Integer.parseInt(id));
        return STARTED;
    }

    /** How a mailing looks for a recipient. */
    public String preview(String parameter) {
        return preview.answer(parameter);
    }

    /** The dialogue of a try to use a route; no mail is sent. */
    public String test_route(String routeId) {
        if (!routeId.matches("\\d{1," + MAX_ID_DIGITS + "}")) {
            return "FAILED other: no route " + routeId;
        }
        return route.answer(Integer.parseInt(routeId));
    }
}
