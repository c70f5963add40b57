package org.openemm.statistics;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.BindingStatus;
import org.openemm.target.Targets;

/**
 * Figures of the recipients of a company: how they develop and what they are like. Recipients who
 * get admin and test mailings are not counted, nor are lists that are closed to the actor. With
 * very many recipients figures may be minutes old, see {@link Counted}. Right: stats.mailing, for
 * {@link #domains} also stats.domains.
 */
public final class RecipientStatistics {
    private static final String RIGHT = "stats.mailing";
    private static final String DOMAINS = "stats.domains";
    private static final int MOST = 50;

    private final Database database;
    private final Counted counted;
    private final Targets targets;
    private final ProfileFields fields;
    private final ListGrowth growth;
    private final RolledUp rolledUp;

    public RecipientStatistics(
            Database database,
            Counted counted,
            Targets targets,
            ProfileFields fields,
            ListGrowth growth) {
        this.database = database;
        this.counted = counted;
        this.targets = targets;
        this.fields = fields;
        this.growth = growth;
        this.rolledUp = new RolledUp(database);
    }

    /** Tells counts apart. */
    private record Key(
            String what,
            int company,
            Set<Integer> closed,
            RecipientChoice choice,
            String condition,
            String parameter,
            int limit) {}

    /**
     * Subscribers at the end of each day or week, and what happened in it.
     *
     * @throws NotFound without such a list or target group
     */
    public Development development(Actor actor, RecipientChoice choice, Growth.Period period) {
        String condition = condition(actor, choice);
        Growth steps = growth.of(actor, period, choice.mailinglistId(), condition);
        Map<BindingStatus, Long> now = statuses(actor, choice);
        return Development.of(
                steps,
                now.getOrDefault(BindingStatus.ACTIVE, 0L)
                        + now.getOrDefault(BindingStatus.SUSPENDED, 0L));
    }

    /**
     * When the figures of a choice were counted that are not counted for whoever asks; empty when
     * they are.
     */
    public Optional<Instant> countedAt(Actor actor, RecipientChoice choice) {
        return ahead(actor, choice, () -> rolledUp.countedAt(actor, choice));
    }

    /** Recipients by status; who is in two lists counts in each. */
    public Map<BindingStatus, Long> statuses(Actor actor, RecipientChoice choice) {
        return ahead(actor, choice, () -> rolledUp.statuses(actor, choice))
                .orElseGet(() -> countStatuses(actor, choice));
    }

    private Map<BindingStatus, Long> countStatuses(Actor actor, RecipientChoice choice) {
        return ask(
                actor,
                choice,
                "status",
                "",
                0,
                question -> {
                    Map<BindingStatus, Long> counts = new EnumMap<>(BindingStatus.class);
                    question.statuses()
                            .forEach(
                                    (code, number) ->
                                            BindingStatus.find(code)
                                                    .ifPresent(
                                                            status -> counts.put(status, number)));
                    return counts;
                });
    }

    /** Active recipients by mail format: 0 text, 1 HTML, 2 offline HTML. */
    public Distribution formats(Actor actor, RecipientChoice choice) {
        return people(actor, choice).formats();
    }

    /** Active recipients by gender, as it is coded. */
    public Distribution genders(Actor actor, RecipientChoice choice) {
        return people(actor, choice).genders();
    }

    /**
     * The biggest domains of active recipients.
     *
     * @param topLevel what stands behind the last dot instead
     * @param limit 1 to 50
     */
    public Distribution domains(Actor actor, RecipientChoice choice, boolean topLevel, int limit) {
        actor.require(DOMAINS);
        People people = people(actor, choice);
        return (topLevel ? people.topLevels() : people.domains()).first(limit);
    }

    /** What one reading of all recipients tells. */
    record People(
            Distribution formats,
            Distribution genders,
            Distribution domains,
            Distribution topLevels) {}

    private People people(Actor actor, RecipientChoice choice) {
        return ahead(actor, choice, () -> rolledUp.people(actor, choice))
                .orElseGet(
                        () ->
                                ask(
                                        actor,
                                        choice,
                                        "people",
                                        "",
                                        MOST,
                                        RecipientStatisticsStore::people));
    }

    /**
     * The most frequent values of a profile field among active recipients. Moments count by day.
     *
     * @param limit 1 to 50
     * @throws InvalidInput for a field that there is not, or that the actor may not see
     */
    public Distribution values(Actor actor, RecipientChoice choice, String column, int limit) {
        ProfileField field = fields.of(actor).require(column);
        String value =
                switch (field.type()) {
                    case DATE, DATETIME -> "DATE(cust.%s)".formatted(field.sql());
                    default -> "cust." + field.sql();
                };
        return ask(
                actor,
                choice,
                "field",
                field.column(),
                limit,
                question -> question.parts("CAST(" + value + " AS CHAR)"));
    }

    /**
     * Why recipients are what they are: status, reason as it was noted, and how many; most first.
     */
    public List<Remark> remarks(Actor actor, RecipientChoice choice, int limit) {
        int most = Math.max(1, Math.min(MOST, limit));
        return ahead(actor, choice, () -> rolledUp.remarks(actor, choice, most))
                .orElseGet(
                        () ->
                                ask(
                                        actor,
                                        choice,
                                        "remark",
                                        "",
                                        most,
                                        RecipientStatisticsStore::remarks));
    }

    /**
     * @param remark as it was noted with the status, may be empty
     */
    public record Remark(BindingStatus status, String remark, long recipients) {}

    /** What was counted ahead; never for a target group. */
    private <T> Optional<T> ahead(
            Actor actor, RecipientChoice choice, Supplier<Optional<T>> figures) {
        return condition(actor, choice).isEmpty() ? figures.get() : Optional.empty();
    }

    private <T> T ask(
            Actor actor,
            RecipientChoice choice,
            String what,
            String parameter,
            int limit,
            Function<RecipientStatisticsStore, T> question) {
        actor.require(RIGHT);
        String condition = condition(actor, choice);
        int most = Math.max(1, Math.min(MOST, limit));
        Key key =
                new Key(
                        what,
                        actor.companyId(),
                        actor.closedLists(),
                        choice,
                        condition,
                        parameter,
                        most);
        return counted.of(
                key,
                () ->
                        database.inTransaction(
                                tx ->
                                        question.apply(
                                                new RecipientStatisticsStore(
                                                        tx, actor, choice, condition, most))));
    }

    /** Of the target group, as far as the actor sees its members; empty for everybody. */
    private String condition(Actor actor, RecipientChoice choice) {
        actor.require(RIGHT);
        return database.inTransaction(tx -> condition(tx, actor, choice));
    }

    private String condition(Transaction tx, Actor actor, RecipientChoice choice) {
        int list = choice.mailinglistId();
        if (list != 0 && !Mailinglists.exists(tx, actor, list)) {
            throw new NotFound("mailinglist", list);
        }
        String group =
                choice.targetId() == 0 ? "" : targets.sql(tx, actor.companyId(), choice.targetId());
        return group.isEmpty() ? actor.limit().sql() : group + actor.limit().and();
    }
}
