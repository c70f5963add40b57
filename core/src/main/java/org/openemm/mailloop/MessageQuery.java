package org.openemm.mailloop;

import java.util.Set;

/**
 * Which messages are wanted.
 *
 * @param rid bounce filter, 0 for all, {@link #UNASSIGNED} for those of no company
 * @param mailingId 0 for all
 * @param customerId 0 for all
 * @param kinds empty for all
 * @param search part of sender or subject, blank for all
 */
public record MessageQuery(
        int rid, int mailingId, long customerId, Set<MessageKind> kinds, String search) {
    /**
     * Messages that belong to no company: nobody knows whom they are about, or nothing could be
     * done with them. For administrators of the server.
     */
    public static final int UNASSIGNED = -1;

    public MessageQuery {
        kinds = Set.copyOf(kinds);
    }

    public static MessageQuery all() {
        return new MessageQuery(0, 0, 0, Set.of(), "");
    }

    public static MessageQuery ofFilter(int rid) {
        return new MessageQuery(rid, 0, 0, Set.of(), "");
    }

    public static MessageQuery ofMailing(int mailingId) {
        return new MessageQuery(0, mailingId, 0, Set.of(), "");
    }

    public static MessageQuery ofRecipient(long customerId) {
        return new MessageQuery(0, 0, customerId, Set.of(), "");
    }

    public MessageQuery only(MessageKind... wanted) {
        return new MessageQuery(rid, mailingId, customerId, Set.of(wanted), search);
    }

    public MessageQuery containing(String text) {
        return new MessageQuery(rid, mailingId, customerId, kinds, text);
    }
}
