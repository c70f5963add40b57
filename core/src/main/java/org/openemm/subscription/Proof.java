package org.openemm.subscription;

/**
 * How somebody confirmed, kept as long as the subscription.
 *
 * @param from IP address, or Message-ID of the reply
 */
public record Proof(Way way, String from) {
    /** How. */
    public enum Way {
        LINK,
        REPLY
    }

    private static final int MAX = 250;

    public Proof {
        from = from == null ? "" : from.strip();
        from = from.length() > MAX ? from.substring(0, MAX) : from;
    }

    public static Proof link(String ip) {
        return new Proof(Way.LINK, ip);
    }

    /**
     * @param messageId of the reply
     */
    public static Proof reply(String messageId) {
        return new Proof(Way.REPLY, messageId);
    }

    /** As it stands beside the status. */
    String remark() {
        return way == Way.LINK ? "Opt-In-IP: " + from : "Opt-In by reply to the confirmation mail";
    }
}
