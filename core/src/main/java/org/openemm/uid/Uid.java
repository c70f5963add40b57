package org.openemm.uid;

/**
 * What a signed identifier says. Numbers are not negative; 0 means "not given" and is left out of
 * the text.
 *
 * @param company tenant
 * @param licence id of the licence, 0 for OpenEMM
 * @param mailing mailing_id
 * @param recipient customer_id
 * @param sendEpoch send date of the run, seconds since 1970
 * @param options bits {@link #TRACKING_VETO} and {@link #NO_LINK_EXTENSION}
 * @param statusField kind of run (maildrop_status_tbl.status_field) or 0; only written into
 *     Message-IDs and only when it is not the world run
 * @param url url_id of the link, 0 when it is not about a link
 * @param prefix free word in front, signed too; empty for none
 */
public record Uid(
        int company,
        long licence,
        int mailing,
        long recipient,
        long sendEpoch,
        int options,
        char statusField,
        int url,
        String prefix) {
    /** Option bit: the recipient does not want to be tracked by name. */
    public static final int TRACKING_VETO = 1;

    /** Option bit: the link gets no link extension when it is followed. */
    public static final int NO_LINK_EXTENSION = 2;

    public Uid {
        if (company < 0
                || licence < 0
                || mailing < 0
                || recipient < 0
                || sendEpoch < 0
                || options < 0
                || url < 0) {
            throw new IllegalArgumentException("A number of a UID is negative");
        }
        if (!isPrefix(prefix)) {
            throw new IllegalArgumentException("Not a UID prefix: " + prefix);
        }
    }

    /** A UID without prefix and status field, as links, pixels and forms carry it. */
    public static Uid of(
            int company, int mailing, long recipient, long sendEpoch, int options, int url) {
        return new Uid(company, 0, mailing, recipient, sendEpoch, options, '\0', url, "");
    }

    public Uid withUrl(int otherUrl) {
        return new Uid(
                company,
                licence,
                mailing,
                recipient,
                sendEpoch,
                options,
                statusField,
                otherUrl,
                prefix);
    }

    public boolean trackingVeto() {
        return (options & TRACKING_VETO) != 0;
    }

    public boolean noLinkExtension() {
        return (options & NO_LINK_EXTENSION) != 0;
    }

    private static boolean isPrefix(String prefix) {
        return prefix.length() <= 64
                && prefix.chars()
                        .allMatch(
                                c ->
                                        c < 0x80
                                                && (Character.isLetterOrDigit(c)
                                                        || c == '_'
                                                        || c == '-'));
    }
}
