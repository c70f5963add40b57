package org.openemm.insight;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.eql.Complexity;
import org.openemm.eql.Condition;
import org.openemm.eql.Eql;
import org.openemm.eql.EqlField;
import org.openemm.eql.EqlRule;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientCondition;
import org.openemm.recipient.Recipients;
import org.openemm.target.Targets;

/**
 * Tells what a rule selects while it is written. Whoever is limited to some recipients learns only
 * of those. Thread-safe.
 */
public final class Insights {
    /** How many recipients are shown as examples. */
    public static final int SAMPLE = 10;

    /** So many are counted as quickly as a sample is. */
    private static final long FEW = 20_000;

    /** When the sample has less hits, the number is small enough to be worth a quick count. */
    private static final long RARE = 20;

    private static final Duration QUICK = Duration.ofMillis(20);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final String COUNT = "count";
    private static final int QUICK_AT_ONCE = 4;
    private static final int COUNTS_AT_ONCE = 2;
    private static final int MAX_CANDIDATES = 3;

    /** An index that leaves more than that is of no use. */
    private static final double USEFUL_PERCENT = 20;

    private static final double PERCENT = 100;

    private final Targets targets;
    private final Recipients recipients;
    private final Counting counting;
    private final ProfileFields fields;
    private final Lane quick;
    private final Lane counts;
    private final Cache<Whom, Long> totals =
            Caffeine.newBuilder()
                    .maximumSize(1000)
                    .expireAfterWrite(Duration.ofMinutes(10))
                    .build();

    public Insights(
            Database database, Targets targets, Recipients recipients, ProfileFields fields) {
        this.targets = targets;
        this.recipients = recipients;
        counting = new Counting(recipients);
        this.fields = fields;
        quick = new Lane(database, QUICK_AT_ONCE, Duration.ofSeconds(2));
        counts = new Lane(database, COUNTS_AT_ONCE, Duration.ofSeconds(10));
    }

    /** Whose question it is. */
    private record Owner(int companyId, Actor.Kind kind, int id, String about) {
        static Owner of(Actor actor, String about) {
            return new Owner(actor.companyId(), actor.kind(), actor.id(), about);
        }
    }

    /** Recipients that somebody sees. */
    private record Whom(int companyId, RecipientCondition condition) {}

    /**
     * What can be said at once.
     *
     * @param estimate empty when the rule is too slow even for a sample
     */
    public record Glance(Optional<Estimate> estimate, Cost cost) {}

    /**
     * Everything exactly.
     *
     * @param total recipients the person sees
     * @param some ids of the first ones
     */
    public record Count(long recipients, long total, List<Long> some) {
        public Count {
            some = List.copyOf(some);
        }
    }

    /**
     * About how many a rule selects, and what it costs; within 50 milliseconds for a million
     * recipients.
     *
     * @throws InvalidInput the rule is wrong
     * @throws Superseded the same person asked again
     * @throws Busy too many people ask
     */
    public Glance glance(Actor actor, String eql) {
        counts.end(Owner.of(actor, COUNT));
        return quick.ask(
                Owner.of(actor, "glance"), SHORT, (tx, turn) -> glance(tx, turn, actor, eql));
    }

    private Glance glance(Transaction tx, Lane.Turn turn, Actor actor, String eql) {
        EqlRule rule = targets.rule(tx, actor, eql);
        int company = actor.companyId();
        Set<String> indexed = targets.indexedColumns(tx, company);
        ProfileFieldCatalog catalog = fields.of(tx, actor);
        List<Map.Entry<EqlField, Condition>> candidates =
                Costs.candidates(rule, indexed).entrySet().stream()
                        .filter(entry -> canHaveIndex(catalog, entry.getKey()))
                        .limit(MAX_CANDIDATES)
                        .toList();
        RecipientCondition all = counting.condition(tx, actor, "", 0);
        RecipientCondition chosen = counting.condition(tx, actor, Eql.translate(rule).sql(), 0);
        long rows = targets.estimate(tx, company);
        Complexity.Grade grade =
                Complexity.Grade.of(Eql.translate(rule).complexity().index(rows, indexed));
        Optional<Estimate> estimate = Optional.empty();
        List<Cost.Index> indexes = new ArrayList<>();
        try {
            if (rows <= FEW) {
                estimate = Optional.of(exactly(tx, turn, company, all, chosen));
            } else {
                Sampling.Sample sample =
                        Sampling.take(
                                tx,
                                turn,
                                Counting.customers(company),
                                all,
                                chosen,
                                candidates.stream()
                                        .map(entry -> Eql.sql(entry.getValue(), company))
                                        .toList(),
                                SAMPLE);
                for (int i = 0; i < candidates.size() && sample.looked() > 0; i++) {
                    double percent = PERCENT * sample.parts().get(i) / sample.looked();
                    if (percent <= USEFUL_PERCENT) {
                        indexes.add(index(company, candidates.get(i).getKey(), percent));
                    }
                }
                estimate = Optional.of(estimated(tx, turn, company, all, chosen, sample, rows));
            }
        } catch (RuntimeException e) {
            if (!Lane.isTimeout(e)) {
                throw e;
            }
        }
        return new Glance(estimate, new Cost(grade, Costs.of(rule, indexed), indexes));
    }

    private Estimate exactly(
            Transaction tx,
            Lane.Turn turn,
            int company,
            RecipientCondition all,
            RecipientCondition chosen) {
        long count = Counting.count(tx, turn, SHORT, company, chosen);
        return Estimate.exactly(
                count,
                Counting.count(tx, turn, SHORT, company, all),
                count == 0 ? List.of() : Counting.some(tx, turn, SHORT, company, chosen));
    }

    private Estimate estimated(
            Transaction tx,
            Lane.Turn turn,
            int company,
            RecipientCondition all,
            RecipientCondition chosen,
            Sampling.Sample sample,
            long rows) {
        long total =
                Optional.ofNullable(totals.getIfPresent(new Whom(company, all)))
                        .orElseGet(
                                () ->
                                        sample.looked() == 0
                                                ? 0
                                                : Math.round(
                                                        (double) rows
                                                                * sample.seen()
                                                                / sample.looked()));
        if (sample.hits() < RARE) {
            try {
                return Estimate.exactly(
                        Counting.count(tx, turn, QUICK, company, chosen), total, sample.some());
            } catch (RuntimeException e) {
                if (!Lane.isTimeout(e)) {
                    throw e;
                }
            }
        }
        return Estimate.sampled(sample.seen(), sample.hits(), total, sample.some());
    }

    /**
     * How many a rule selects, exactly; takes its time, at most {@value #COUNT_SECONDS} seconds. A
     * new question of the same person ends the one before.
     *
     * @param mailinglistId only active recipients of this list; 0 for all
     * @throws InvalidInput the rule is wrong or takes too long
     * @throws Superseded the same person asked again
     * @throws Busy too many people ask
     */
    public Count count(Actor actor, String eql, int mailinglistId) {
        return counts.ask(
                Owner.of(actor, COUNT),
                LONG,
                (tx, turn) -> {
                    int company = actor.companyId();
                    String sql = Eql.translate(targets.rule(tx, actor, eql)).sql();
                    RecipientCondition all = counting.condition(tx, actor, "", mailinglistId);
                    RecipientCondition chosen = counting.condition(tx, actor, sql, mailinglistId);
                    long found = Counting.count(tx, turn, LONG, company, chosen);
                    Whom whom = new Whom(company, all);
                    Long total = totals.getIfPresent(whom);
                    if (total == null || total < found) {
                        total = Counting.count(tx, turn, LONG, company, all);
                        totals.put(whom, total);
                    }
                    return new Count(
                            found,
                            total,
                            found == 0
                                    ? List.of()
                                    : Counting.some(tx, turn, LONG, company, chosen));
                });
    }

    /** Longest count. */
    static final int COUNT_SECONDS = 20;

    /** Recipients to look at, in the order of the ids; those that are gone are missing. */
    public List<Recipient> recipients(Actor actor, List<Long> ids) {
        return quick.ask(
                Owner.of(actor, "recipients"),
                SHORT,
                (tx, turn) ->
                        ids.stream()
                                .limit(SAMPLE)
                                .flatMap(id -> recipients.find(tx, actor, id).stream())
                                .toList());
    }

    /**
     * Which parts of a rule hold for a recipient. Right: recipient.show.
     *
     * @throws NotFound the person does not see such a recipient
     * @throws InvalidInput the rule is wrong or takes too long
     */
    public Explanation explain(Actor actor, String eql, long customerId) {
        return quick.ask(
                Owner.of(actor, "explain"),
                SHORT,
                (tx, turn) -> {
                    Recipient recipient =
                            recipients
                                    .find(tx, actor, customerId)
                                    .orElseThrow(() -> new NotFound("recipient", customerId));
                    return Explaining.of(tx, turn, targets.rule(tx, actor, eql), recipient);
                });
    }

    /**
     * Begins to make an index on a field; people go on working meanwhile. Right: that of profile
     * fields.
     *
     * @return number of the change, see {@link ProfileFields#change}
     * @throws InvalidInput the field cannot have one
     */
    public long createIndex(Actor actor, String column) {
        ProfileField field = fields.definitions(actor).require(column);
        return fields.beginUpdate(
                actor,
                ProfileFieldDraft.of(field)
                        .with(
                                new ProfileFieldDraft.Options(
                                        field.historized(),
                                        true,
                                        field.line(),
                                        field.interest(),
                                        field.allowedValues(),
                                        field.min(),
                                        field.max())));
    }

    /**
     * Recipients that a rule selects by mailing list, kind and state; those on several lists count
     * on each. Lists that are closed to the person are missing. Takes its time, at most {@value
     * #COUNT_SECONDS} seconds.
     *
     * @throws InvalidInput the rule is wrong or takes too long
     * @throws Superseded the same person asked again
     * @throws Busy too many people ask
     */
    public List<ListPart> lists(Actor actor, String eql) {
        return counts.ask(
                Owner.of(actor, "lists"),
                LONG,
                (tx, turn) ->
                        counting
                                .byList(
                                        tx,
                                        turn,
                                        actor,
                                        Eql.translate(targets.rule(tx, actor, eql)).sql())
                                .stream()
                                .filter(part -> actor.usesList(part.mailinglistId()))
                                .toList());
    }

    private static boolean canHaveIndex(ProfileFieldCatalog catalog, EqlField field) {
        return catalog.column(field.column())
                .filter(column -> !column.isStandard() && column.type() != DataType.TEXT)
                .isPresent();
    }

    private static Cost.Index index(int company, EqlField field, double percent) {
        return new Cost.Index(
                field.column(),
                field.name(),
                percent,
                "CREATE INDEX cust%1$d_field_%2$s_idx ON %3$s (`%2$s`)"
                        .formatted(company, field.column(), Counting.customers(company)));
    }
}
