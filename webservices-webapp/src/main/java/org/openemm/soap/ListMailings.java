package org.openemm.soap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingPage;
import org.openemm.mailing.MailingQuery;
import org.openemm.mailing.MailingSummary;
import org.openemm.mailing.Mailings;
import org.openemm.mailing.WorkStatus;

/**
 * The mailings of the company, all or filtered by time of sending and status. No templates, nothing
 * deleted.
 */
final class ListMailings implements Operation {
    private static final int PAGE = 500;
    private final Mailings mailings;

    ListMailings(Mailings mailings) {
        this.mailings = mailings;
    }

    @Override
    public String name() {
        return "ListMailings";
    }

    @Override
    public void answer(Request request, Response response, Caller caller) {
        Filter filter = request.part("filter").map(Filter::of).orElse(Filter.NONE);
        List<Integer> ids = new ArrayList<>();
        for (int page = 1; ; page++) {
            MailingPage found =
                    mailings.list(
                            caller.actor(),
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
            found.rows().stream().filter(filter::accepts).forEach(row -> ids.add(row.id()));
            if (found.rows().size() < PAGE) {
                break;
            }
        }
        for (int id : ids) {
            Mailing mailing = mailings.get(caller.actor(), id);
            MailingElement.write(response.open("item"), mailing);
        }
    }

    /** A limit of time; empty for none. */
    private record Limit(Instant time, boolean inclusive) {
        static Optional<Limit> of(Request filter, String name, boolean inclusiveByDefault) {
            return filter.part(name)
                    .map(
                            part ->
                                    new Limit(
                                            Dates.read(part.text("timestamp"))
                                                    .orElseThrow(
                                                            () ->
                                                                    SoapFault.client(
                                                                            "Invalid date format")),
                                            part.find("inclusive").isEmpty()
                                                    ? inclusiveByDefault
                                                    : part.isTrue("inclusive")));
        }
    }

    /**
     * What to list.
     *
     * @param statuses empty for all
     */
    private record Filter(Optional<Limit> before, Optional<Limit> after, Set<WorkStatus> statuses) {
        static final Filter NONE = new Filter(Optional.empty(), Optional.empty(), Set.of());

        static Filter of(Request filter) {
            Optional<String> one = filter.find("mailingStatus");
            Optional<Request> several = filter.part("mailingStatusList");
            if (one.isPresent() && several.isPresent()) {
                throw SoapFault.client("Specify either 'mailingStatus' or 'mailingStatusList'");
            }
            List<String> names =
                    one.map(List::of)
                            .orElse(
                                    several.map(list -> list.texts("mailingStatus"))
                                            .orElse(List.of()));
            return new Filter(
                    Limit.of(filter, "sentBefore", false),
                    Limit.of(filter, "sentAfter", true),
                    names.stream().map(Filter::status).collect(Collectors.toSet()));
        }

        private static WorkStatus status(String name) {
            return Arrays.stream(WorkStatus.values())
                    .filter(status -> status.key().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> SoapFault.client("Unknown mailing status '" + name + "'"));
        }

        boolean accepts(MailingSummary mailing) {
            if (!statuses.isEmpty() && !statuses.contains(mailing.status())) {
                return false;
            }
            Instant sent = mailing.sendDate();
            if (before.isPresent()
                    && (sent == null
                            || !(sent.isBefore(before.get().time())
                                    || before.get().inclusive()
                                            && sent.equals(before.get().time())))) {
                return false;
            }
            return after.isEmpty()
                    || sent != null
                            && (sent.isAfter(after.get().time())
                                    || after.get().inclusive() && sent.equals(after.get().time()));
        }
    }
}
