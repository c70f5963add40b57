package org.openemm.mailloop;

import java.time.Instant;

/**
 * A filter (mailloop_tbl): takes what comes back to mailings of a company.
 *
 * @param id rid, part of its own address {@code reply_<rid>@<domain>}
 * @param spam what the spam filter is told; null for none
 * @param created null for rows of old
 * @param changed null for rows of old
 */
public record Filter(
        int id, int companyId, FilterDraft settings, Spam spam, Instant created, Instant changed) {
    /**
     * Settings for SpamAssassin. Kept for installations that had them; no page changes them.
     *
     * @param email sent there instead; empty for nowhere
     * @param forward from this score on not forwarded
     * @param required from this score on spam
     */
    public record Spam(String email, int forward, int required) {}

    public String name() {
        return settings.name();
    }
}
