package org.openemm.rest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.openemm.account.Actor;
import org.openemm.mailing.MailingPage;
import org.openemm.mailing.MailingQuery;
import org.openemm.mailing.MailingSummary;
import org.openemm.mailing.Mailings;

/** Lists mailings: no templates, no deleted ones, by type. */
final class MailingListing {
    private static final int PAGE = 500;
    private final Mailings mailings;

    /** Parameters by which mailings are chosen. */
    private static final List<Filter> FILTERS =
            List.of(
                    new Filter("name", "", false, MailingSummary::name),
                    new Filter("type", "", false, mailing -> mailing.type().name()),
                    new Filter(
                            "mailinglistid", "mailinglistid", true, MailingSummary::mailinglistId),
                    new Filter(
                            "mailinglistname", "mailinglist", false, MailingSummary::mailinglist),
                    new Filter(
                            "status",
                            "status",
                            true,
                            mailing -> MailingWords.status(mailing.status())),
                    new Filter(
                            "creationdate",
                            "creation_date",
                            false,
                            mailing ->
                                    mailing.created() == null ? "" : Dates.text(mailing.created())),
                    new Filter(
                            "senddate",
                            "send_date",
                            false,
                            mailing ->
                                    mailing.sendDate() == null
                                            ? ""
                                            : Dates.text(mailing.sendDate())));

    MailingListing(Mailings mailings) {
        this.mailings = mailings;
    }

    /**
     * @param shown property of the answer when it is used; empty: is there anyway
     * @param whole the pattern is for the whole value, not for a part of it
     */
    private record Filter(
            String parameter, String shown, boolean whole, Function<MailingSummary, Object> value) {
        boolean lets(String pattern, MailingSummary mailing) {
            String text = value.apply(mailing).toString();
            return !text.isEmpty()
                    && (whole ? Wildcards.matches(pattern, text) : Wildcards.occurs(pattern, text));
        }
    }

    Object all(Call call) {
        Map<Filter, String> used = new LinkedHashMap<>();
        for (Filter filter : FILTERS) {
            call.query()
                    .text(filter.parameter())
                    .ifPresent(pattern -> used.put(filter, pattern.strip()));
        }
        call.describe(
                used.isEmpty()
                        ? "ALL"
                        : used.entrySet().stream()
                                .map(entry -> entry.getKey().parameter() + "=" + entry.getValue())
                                .toList()
                                .toString());
        return read(call.actor()).stream()
                .filter(
                        mailing ->
                                used.entrySet().stream()
                                        .allMatch(e -> e.getKey().lets(e.getValue(), mailing)))
                .sorted(Comparator.comparing(MailingSummary::type))
                .map(mailing -> shown(mailing, used))
                .toList();
    }

    /** The oldest mailing with exactly this name. */
    Optional<MailingSummary> named(Actor actor, String name) {
        return read(actor).stream().filter(mailing -> mailing.name().equals(name)).findFirst();
    }

    private static Map<String, Object> shown(MailingSummary mailing, Map<Filter, String> used) {
        Map<String, Object> shown =
                MailingWords.basic(
                        mailing.id(), mailing.type(), mailing.name(), mailing.description());
        used.keySet().stream()
                .filter(filter -> !filter.shown().isEmpty())
                .forEach(filter -> shown.put(filter.shown(), filter.value().apply(mailing)));
        return shown;
    }

    private List<MailingSummary> read(Actor actor) {
        List<MailingSummary> all = new ArrayList<>();
        for (int page = 1; ; page++) {
            MailingPage some =
                    mailings.list(
                            actor,
                            new MailingQuery(
                                    false,
                                    false,
                                    "",
                                    0,
                                    null,
                                    MailingQuery.Sort.ID,
                                    false,
                                    page,
                                    PAGE));
            all.addAll(some.rows());
            if (some.rows().size() < PAGE) {
                return all;
            }
        }
    }
}
