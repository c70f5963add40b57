package org.openemm.statistics;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The key figures of one mailing. Tests and admin mails are not in it.
 *
 * @param sent mails handed to the mail server for recipients
 * @param delivered mails accepted by the receiving server; without mail tracking sent minus hard
 *     bounces
 * @param openers recipients with a measured opening
 * @param invisibleOpeners estimate of recipients who opened without loading images
 * @param openingsGross every opening, repeated and anonymous ones included
 * @param clickers recipients with a click
 * @param clicksGross every click
 * @param optOuts recipients who left the list because of this mailing
 * @param hardBounces recipients whose address does not exist
 * @param softBounces recipients with a temporary failure
 * @param sentByFormat mails by text, HTML, offline HTML
 * @param openerDevices openers by device, see {@link DeviceShare}
 * @param clickerDevices clickers by device
 */
public record MailingSummary(
        Head mailing,
        long sent,
        long delivered,
        long openers,
        long invisibleOpeners,
        long openingsGross,
        long openingsAnonymous,
        long clickers,
        long clicksGross,
        long clicksAnonymous,
        long optOuts,
        long hardBounces,
        long softBounces,
        Map<Integer, Long> sentByFormat,
        DeviceShare openerDevices,
        DeviceShare clickerDevices,
        List<LinkFigures> links,
        List<HourFigures> hours) {

    /** What the figures are about. */
    public record Head(
            int id,
            String name,
            String subject,
            String mailinglist,
            Optional<Instant> sendDate,
            String workStatus) {
        private static final Pattern TAG = Pattern.compile("\\[/?(?i:agn)\\w+[^\\]]*]");

        /** The subject for people: three dots where each recipient read something else. */
        public String readableSubject() {
            return TAG.matcher(subject).replaceAll("…");
        }
    }

    /**
     * Recipients whose events all came from one class of device, and those who used several.
     *
     * @param mixed recipients with more than one class
     */
    public record DeviceShare(long desktop, long mobile, long tablet, long smartTv, long mixed) {
        public long total() {
            return desktop + mobile + tablet + smartTv + mixed;
        }
    }

    /**
     * Clicks on one link.
     *
     * @param clickers recipients who clicked it
     * @param administrative unsubscribe, web view and form links: listed apart from content
     */
    public record LinkFigures(
            int urlId,
            String name,
            String url,
            boolean administrative,
            long clicksGross,
            long clickers,
            long anonymous,
            long mobile) {
        private static final Set<String> KINDS =
                Set.of("fullview", "webview", "unsubscribe", "profile", "form");

        /**
         * Which link of the product it is, when nobody gave it a name of its own: fullview,
         * webview, unsubscribe, profile or form.
         */
        public Optional<String> kind() {
            String kind = name.startsWith("agn") ? name.substring(3).toLowerCase(Locale.ROOT) : "";
            return Optional.of(kind).filter(KINDS::contains);
        }
    }

    /** What happened in one UTC hour. */
    public record HourFigures(
            Instant hour, long openingsGross, long openers, long clicksGross, long clickers) {}

    /** Measured and estimated openers together. */
    public long openersTotal() {
        return openers + invisibleOpeners;
    }

    public long bounces() {
        return hardBounces + softBounces;
    }

    /** A figure relative to the delivered mails, 0 to 1; empty when nothing was delivered. */
    public Optional<Double> rate(long figure) {
        return share(figure, delivered);
    }

    /** A figure relative to the mails sent, 0 to 1; empty when nothing was sent. */
    public Optional<Double> rateOfSent(long figure) {
        return share(figure, sent);
    }

    /** A part of a whole, 0 to 1; empty when there is no whole. */
    public static Optional<Double> share(long part, long whole) {
        return whole <= 0 ? Optional.empty() : Optional.of((double) part / whole);
    }
}
