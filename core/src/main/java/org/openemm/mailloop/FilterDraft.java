package org.openemm.mailloop;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A filter as somebody wants it to be.
 *
 * @param name 3 to 99 characters, unique in the company
 * @param addresses own addresses besides {@code reply_<rid>@<domain>}, lower case, each once
 * @param forwarding whether replies of people go to {@code forward}
 * @param forward kept while {@code forwarding} is off
 * @param answering whether a mailing answers replies of people
 * @param answerMailingId action-based mailing that answers; 0 for none
 * @param subscription what a mail to an address of the filter does for its sender
 */
public record FilterDraft(
        String name,
        String description,
        List<String> addresses,
        boolean forwarding,
        String forward,
        boolean answering,
        int answerMailingId,
        MailSubscription subscription) {

    public FilterDraft {
        name = clean(name);
        description = clean(description);
        addresses =
                addresses.stream()
                        .map(address -> clean(address).toLowerCase(Locale.ROOT))
                        .filter(address -> !address.isEmpty())
                        .distinct()
                        .toList();
        forward = clean(forward);
    }

    /** A filter that only takes bounces. */
    public static FilterDraft named(String name, String description, String... addresses) {
        return new FilterDraft(
                name, description, List.of(addresses), false, "", false, 0, MailSubscription.off());
    }

    /**
     * Addresses as people type them: one per line, or with commas, semicolons or blanks between.
     */
    public static List<String> split(String text) {
        return text == null ? List.of() : Stream.of(text.strip().split("[\\s,;]+")).toList();
    }

    public FilterDraft withForward(String address) {
        return new FilterDraft(
                name,
                description,
                addresses,
                !clean(address).isEmpty(),
                address,
                answering,
                answerMailingId,
                subscription);
    }

    public FilterDraft withAnswer(int mailingId) {
        return new FilterDraft(
                name,
                description,
                addresses,
                forwarding,
                forward,
                mailingId != 0,
                mailingId,
                subscription);
    }

    public FilterDraft withSubscription(MailSubscription other) {
        return new FilterDraft(
                name,
                description,
                addresses,
                forwarding,
                forward,
                answering,
                answerMailingId,
                other);
    }

    private static String clean(String text) {
        return text == null ? "" : text.strip();
    }
}
