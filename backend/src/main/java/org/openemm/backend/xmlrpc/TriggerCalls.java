package org.openemm.backend.xmlrpc;

import org.openemm.backend.merger.Trigger;

/**
 * What scripts call to start mailings, by XML-RPC without a handler's name or by plain HTTP. The
 * method names are those of the protocol.
 */
public final class TriggerCalls {
    private static final int MAX_DIGITS = 9;

    private final Trigger trigger;

    public TriggerCalls(Trigger trigger) {
        this.trigger = trigger;
    }

    /**
     * @return whether there was something to start, and a text that says so
     */
    public Object[] start_mailing(int statusId) {
        return list(trigger.start(statusId));
    }

    public Object[] startMailing(int statusId) {
        return start_mailing(statusId);
    }

    /** Sends an active interval mailing now; answer as above. */
    public Object[] start_on_demand_mailing(int mailingId) {
        return list(trigger.demand(mailingId));
    }

    public Object[] startOnDemandMailing(int mailingId) {
        return start_on_demand_mailing(mailingId);
    }

    public boolean is_active() {
        return true;
    }

    public boolean isActive() {
        return is_active();
    }

    /** Whether the sending of a mailing is held. */
    public boolean is_onhold(int mailingId) {
        return trigger.isOnHold(mailingId);
    }

    public boolean isOnhold(int mailingId) {
        return is_onhold(mailingId);
    }

    /**
     * {@code /ping}, {@code /fire?status_id}, {@code /demand?mailing_id}.
     *
     * @param query may be null
     * @return a line that begins with {@code +OK:} or {@code -ERR:}
     */
    String plain(String path, String query) {
        if (path.equals("/ping")) {
            return "+OK: pong";
        }
        if (!path.equals("/fire") && !path.equals("/demand")) {
            return "-ERR: unknown command";
        }
        if (query == null || !query.matches("\\d{1," + MAX_DIGITS + "}")) {
            return "-ERR: a number is missing";
        }
        int id = Integer.parseInt(query);
        Trigger.Answer answer = path.equals("/fire") ? trigger.start(id) : trigger.demand(id);
        return (answer.ok() ? "+OK: " : "-ERR: ") + answer.text();
    }

    private static Object[] list(Trigger.Answer answer) {
        return new Object[] {answer.ok(), answer.text()};
    }
}
