package org.openemm.mailloop;

/**
 * What happens to a mail to an address.
 *
 * @param acceptance as what it is accepted; null when it is refused
 * @param alias the address that it stands for; empty when it stands for itself
 */
public record Verdict(Kind kind, Acceptance acceptance, String alias) {
    /** The four things that can happen. */
    public enum Kind {
        /** An address of a filter, of the complaints, or a mailbox of this machine. */
        ACCEPT,
        /** As ACCEPT, by way of another address. */
        ALIAS,
        /** A domain of ours without such an address: 550 5.1.1. */
        REJECT,
        /** Not a domain of ours: the mail server decides. */
        RELAY
    }

    public boolean isRefused() {
        return kind == Kind.REJECT;
    }

    /** Whether a filter or the processing of complaints takes it. */
    public boolean isOurs() {
        return (kind == Kind.ACCEPT || kind == Kind.ALIAS)
                && !acceptance.rid().equals(Acceptance.LOCAL);
    }
}
