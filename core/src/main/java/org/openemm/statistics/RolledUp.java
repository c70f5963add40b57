package org.openemm.statistics;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.recipient.BindingStatus;
import org.openemm.statistics.Distribution.Part;
import org.openemm.statistics.RecipientRollups.Figure;
import org.openemm.statistics.RecipientRollups.What;
import org.openemm.statistics.RecipientStatistics.Remark;

/**
 * Answers questions about recipients from the figures that were counted ahead. Nothing where there
 * are none: for small companies, for new lists, and for what cannot be added up.
 */
final class RolledUp {
    /** Reads few rows by an index, whatever the number of recipients. */
    static final String READ =
            """
            SELECT mailinglist_id, what, user_status, value, rest, persons FROM recipient_rollup_tbl
             WHERE company_id = :company AND mailinglist_id IN (<lists>) AND what IN (<whats>)
            """;

    private final Database database;

    RolledUp(Database database) {
        this.database = database;
    }

    /** When the figures of the choice were counted; empty when they are counted on demand. */
    Optional<Instant> countedAt(Actor actor, RecipientChoice choice) {
        return database.inTransaction(
                tx ->
                        isCounted(tx, actor, choice)
                                ? new RecipientRollups()
                                        .state(tx, actor.companyId())
                                        .map(RecipientRollups.State::countedAt)
                                : Optional.empty());
    }

    Optional<Map<BindingStatus, Long>> statuses(Actor actor, RecipientChoice choice) {
        return byList(actor, choice, What.STATUS)
                .map(
                        figures -> {
                            Map<BindingStatus, Long> counts = new EnumMap<>(BindingStatus.class);
                            figures.stream()
                                    .filter(figure -> figure.persons() > 0)
                                    .forEach(
                                            figure ->
                                                    BindingStatus.find(figure.status())
                                                            .ifPresent(
                                                                    status ->
                                                                            counts.merge(
                                                                                    status,
                                                                                    figure
                                                                                            .persons(),
                                                                                    Long::sum)));
                            return counts;
                        });
    }

    Optional<List<Remark>> remarks(Actor actor, RecipientChoice choice, int limit) {
        record Reason(int status, String remark) {}
        return byList(actor, choice, What.REMARK)
                .map(
                        figures -> {
                            Map<Reason, Long> numbers = new HashMap<>();
                            figures.stream()
                                    .filter(figure -> !figure.rest())
                                    .forEach(
                                            figure ->
                                                    numbers.merge(
                                                            new Reason(
                                                                    figure.status(),
                                                                    figure.value()),
                                                            figure.persons(),
                                                            Long::sum));
                            return numbers.entrySet().stream()
                                    .map(
                                            number ->
                                                    new Remark(
                                                            BindingStatus.find(
                                                                            number.getKey().status)
                                                                    .orElse(
                                                                            BindingStatus
                                                                                    .SUSPENDED),
                                                            number.getKey().remark,
                                                            number.getValue()))
                                    .sorted(
                                            Comparator.comparingLong(Remark::recipients)
                                                    .reversed()
                                                    .thenComparing(Remark::remark))
                                    .limit(limit)
                                    .toList();
                        });
    }

    /** Nothing for whom a list is closed: everybody once cannot be added up from the others. */
    Optional<RecipientStatistics.People> people(Actor actor, RecipientChoice choice) {
        if (choice.mailinglistId() == 0 && !actor.closedLists().isEmpty()) {
            return Optional.empty();
        }
        return database.inTransaction(
                tx -> {
                    if (!isCounted(tx, actor, choice)) {
                        return Optional.empty();
                    }
                    Map<What, List<Figure>> figures =
                            read(
                                            tx,
                                            actor,
                                            List.of(choice.mailinglistId()),
                                            Set.of(
                                                    What.FORMAT,
                                                    What.GENDER,
                                                    What.DOMAIN,
                                                    What.TOPLEVEL))
                                    .stream()
                                    .collect(Collectors.groupingBy(Figure::what));
                    return Optional.of(
                            new RecipientStatistics.People(
                                    distribution(figures.get(What.FORMAT)),
                                    distribution(figures.get(What.GENDER)),
                                    distribution(figures.get(What.DOMAIN)),
                                    distribution(figures.get(What.TOPLEVEL))));
                });
    }

    private static Distribution distribution(List<Figure> figures) {
        if (figures == null) {
            return new Distribution(List.of(), 0);
        }
        List<Part> parts =
                figures.stream()
                        .filter(figure -> !figure.rest())
                        .map(figure -> new Part(figure.value(), figure.persons()))
                        .sorted(
                                Comparator.comparingLong(Part::recipients)
                                        .reversed()
                                        .thenComparing(Part::value))
                        .toList();
        return new Distribution(
                parts, figures.stream().filter(Figure::rest).mapToLong(Figure::persons).sum());
    }

    private Optional<List<Figure>> byList(Actor actor, RecipientChoice choice, What what) {
        return database.inTransaction(
                tx ->
                        isCounted(tx, actor, choice)
                                ? Optional.of(
                                        read(
                                                tx,
                                                actor,
                                                lists(tx, actor, choice, what),
                                                Set.of(what)))
                                : Optional.empty());
    }

    /** A list that is newer than the figures is counted on demand. */
    private static boolean isCounted(Transaction tx, Actor actor, RecipientChoice choice) {
        return choice.mailinglistId() == 0
                ? new RecipientRollups().state(tx, actor.companyId()).isPresent()
                : !read(tx, actor, List.of(choice.mailinglistId()), Set.of(What.STATUS)).isEmpty();
    }

    private static List<Figure> read(
            Transaction tx, Actor actor, List<Integer> lists, Set<What> whats) {
        return tx.sql()
                .createQuery(READ)
                .bind("company", actor.companyId())
                .bindList("lists", lists)
                .bindList("whats", whats.stream().map(What::name).toList())
                .map(
                        (row, context) ->
                                new Figure(
                                        row.getInt("mailinglist_id"),
                                        What.valueOf(row.getString("what")),
                                        row.getInt("user_status"),
                                        row.getString("value"),
                                        row.getBoolean("rest"),
                                        row.getLong("persons")))
                .list();
    }

    private static List<Integer> lists(
            Transaction tx, Actor actor, RecipientChoice choice, What what) {
        if (choice.mailinglistId() != 0) {
            return List.of(choice.mailinglistId());
        }
        if (what == What.REMARK && actor.closedLists().isEmpty()) {
            return List.of(0);
        }
        return tx
                .sql()
                .createQuery(
                        "SELECT mailinglist_id FROM mailinglist_tbl WHERE company_id = :company AND"
                                + " deleted = 0")
                .bind("company", actor.companyId())
                .mapTo(Integer.class)
                .list()
                .stream()
                .filter(actor::usesList)
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                open -> open.isEmpty() ? List.of(0) : List.copyOf(open)));
    }
}
