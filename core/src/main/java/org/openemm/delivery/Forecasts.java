package org.openemm.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.dkim.SenderKeys;
import org.openemm.mailing.Fingerprint;
import org.openemm.rendering.CompiledMailing;
import org.openemm.rendering.MailRenderer;
import org.openemm.rendering.MailingSnapshot;
import org.openemm.rendering.MailingSnapshots;
import org.openemm.rendering.RecipientRow;
import org.openemm.rendering.RenderEnvironment;
import org.openemm.rendering.RenderedMail;
import org.openemm.rendering.UnsendableMailing;

/**
 * Tells before a sending how many recipients it has and why others get it not, how big the mails
 * are, how long it takes, and what is missing in the profiles of those who get it.
 */
public final class Forecasts {
    /** Half of them in the order of their numbers, half from anywhere. */
    private static final int SAMPLE = 40;

    private static final int EXAMPLES = 3;

    /** Most people have none, and every form of address does without it. */
    private static final String ACADEMIC_TITLE = "title";

    private final Database database;
    private final Expected expected;
    private final Audience.TargetConditions targets;
    private final SenderKeys keys;
    private final Counted counted;
    private final Clock clock;

    public Forecasts(
            Database database,
            Expected expected,
            Audience.TargetConditions targets,
            SenderKeys keys,
            Counted counted,
            Clock clock) {
        this.database = database;
        this.expected = expected;
        this.targets = targets;
        this.keys = keys;
        this.counted = counted;
        this.clock = clock;
    }

    /**
     * Of a mailing as it is stored. With very many recipients the numbers may be those of a little
     * while ago. Right: mailing.show.
     *
     * @throws org.openemm.NotFound no such mailing in the actor's company
     * @throws org.openemm.InvalidInput a target group is gone or broken
     */
    public Forecast of(Actor actor, int mailingId, SendOptions options) {
        Breakdown everybody = expected.recent(actor, mailingId);
        Breakdown breakdown = everybody.limitedTo(options.maxRecipients());
        boolean names = actor.may("recipient.show");
        long perHour = database.inTransaction(tx -> perHour(tx, actor.companyId()));
        if (everybody.recipients() == 0) {
            return new Forecast(
                    breakdown,
                    Forecast.Sample.NONE,
                    perHour,
                    duration(breakdown, options, perHour, 0));
        }
        MailingSnapshot mailing = database.inTransaction(tx -> snapshot(tx, actor, mailingId));
        int copies = mailing.copies().blind().size();
        return new Forecast(
                breakdown,
                sample(actor, mailing, mailingId, names),
                perHour,
                duration(breakdown, options, perHour, copies));
    }

    /**
     * @param content changes with whatever changes the mails
     */
    private record Key(
            int company, int mailing, String content, boolean names, RecipientLimit limit) {}

    /**
     * Null when neither a limit nor an earlier sending tells.
     *
     * @param copies blind copies of each mail
     */
    static Duration duration(Breakdown breakdown, SendOptions options, long perHour, int copies) {
        Duration paced = Duration.ZERO;
        if (options.stepMinutes() > 0 && options.blockSize() > 0 && breakdown.world() > 0) {
            long steps = (breakdown.world() - 1) / options.blockSize();
            paced = Duration.ofMinutes(steps * options.stepMinutes());
        }
        if (perHour == 0) {
            return paced.isZero() ? null : paced;
        }
        Duration measured =
                Duration.ofMillis(
                        breakdown.recipients()
                                * (1 + copies)
                                * Duration.ofHours(1).toMillis()
                                / perHour);
        return measured.compareTo(paced) > 0 ? measured : paced;
    }

    private Forecast.Sample sample(
            Actor actor, MailingSnapshot mailing, int mailingId, boolean names) {
        return counted.of(
                new Key(actor.companyId(), mailingId, fingerprint(mailing), names, actor.limit()),
                () -> sample(actor, mailing, names));
    }

    private MailingSnapshot snapshot(Transaction tx, Actor actor, int mailingId) {
        return MailingSnapshots.take(
                tx, keys, actor.companyId(), mailingId, 0, SendKind.WORLD.code(), clock.instant());
    }

    private static String fingerprint(MailingSnapshot mailing) {
        return Fingerprint.of(
                mailing.letter(),
                mailing.html(),
                mailing.text(),
                mailing.blocks(),
                mailing.links(),
                mailing.targets(),
                mailing.columns(),
                mailing.files().stream()
                        .map(file -> file.name() + '/' + file.data().length)
                        .toList());
    }

    private Forecast.Sample sample(Actor actor, MailingSnapshot mailing, boolean names) {
        int mailingId = mailing.run().mailingId();
        return database.inTransaction(
                tx -> {
                    Instant now = clock.instant();
                    SendKind kind = Expected.kind(tx, actor, mailingId);
                    Audience audience =
                            Audience.withDuplicates(
                                            tx,
                                            Expected.job(actor.companyId(), mailingId, kind, now),
                                            targets)
                                    .seenBy(actor);
                    Map<Long, RecipientRow> rows = new LinkedHashMap<>();
                    long highest = highest(tx, actor.companyId());
                    for (long from : new long[] {0, random(highest)}) {
                        audience.some(tx, mailing.selectColumnsSql(), from, SAMPLE / 2)
                                .scanResultSet(
                                        (found, context) -> {
                                            var row = found.get();
                                            while (row.next()) {
                                                RecipientRow one = RecipientRow.read(row, mailing);
                                                rows.put(one.customerId(), one);
                                            }
                                            return null;
                                        });
                    }
                    return measured(mailing, List.copyOf(rows.values()), names);
                });
    }

    private Forecast.Sample measured(
            MailingSnapshot mailing, List<RecipientRow> rows, boolean names) {
        MailRenderer renderer;
        try {
            renderer =
                    CompiledMailing.of(
                                    mailing.withSubscribers(rows.size()),
                                    RenderEnvironment.of(clock))
                            .renderer();
        } catch (UnsendableMailing e) {
            // The checks beside it say what is wrong, and where.
            return Forecast.Sample.NONE;
        }
        long smallest = Long.MAX_VALUE;
        long largest = 0;
        int mails = 0;
        for (RecipientRow row : rows) {
            RenderedMail mail = renderer.render(row);
            if (!mail.isSkipped()) {
                mails++;
                smallest = Math.min(smallest, mail.length());
                largest = Math.max(largest, mail.length());
            }
        }
        return new Forecast.Sample(
                mails,
                mails == 0 ? 0 : smallest,
                largest,
                rows.size() - mails,
                gaps(mailing, rows, names));
    }

    private static List<Forecast.Gap> gaps(
            MailingSnapshot mailing, List<RecipientRow> rows, boolean names) {
        List<Forecast.Gap> gaps = new ArrayList<>();
        for (int i = 0; i < mailing.columns().size(); i++) {
            if (mailing.columns().get(i).column().equalsIgnoreCase(ACADEMIC_TITLE)) {
                continue;
            }
            int column = i;
            List<String> without =
                    rows.stream()
                            .filter(row -> isMissing(row.values()[column]))
                            .map(RecipientRow::email)
                            .toList();
            if (!without.isEmpty()) {
                gaps.add(
                        new Forecast.Gap(
                                mailing.columns().get(i).name(),
                                without.size(),
                                names
                                        ? without.subList(0, Math.min(EXAMPLES, without.size()))
                                        : List.of()));
            }
        }
        return gaps;
    }

    private static boolean isMissing(String value) {
        return value == null || value.isBlank();
    }

    private static long highest(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        "SELECT COALESCE(MAX(customer_id), 0) FROM customer_%d_tbl"
                                .formatted(companyId))
                .mapTo(Long.class)
                .one();
    }

    private static long random(long highest) {
        return highest <= 0 ? 0 : RandomGenerator.getDefault().nextLong(highest);
    }

    /** Of the last long sendings without a limit of their own, blind copies included. */
    private static long perHour(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(FLOOR(3600 * SUM(mails) / SUM(seconds)), 0) FROM (
                            SELECT SUM(a.no_of_mailings + COALESCE(c.no_of_mailings, 0)) AS mails,
                                   GREATEST(1, TIMESTAMPDIFF(SECOND, MIN(d.genchange),
                                                             MAX(a.timestamp))) AS seconds
                              FROM (SELECT status_id, genchange FROM maildrop_status_tbl
                                     WHERE company_id = :company AND status_field = 'W'
                                       AND genstatus = 3 AND COALESCE(step, 0) = 0
                                     ORDER BY status_id DESC LIMIT 10) d
                              JOIN mailing_account_tbl a ON a.maildrop_id = d.status_id
                              LEFT JOIN bcc_mailing_account_tbl c
                                ON c.mailing_account_id = a.mailing_account_id
                             GROUP BY d.status_id HAVING mails >= 500) recent
                        """)
                .bind("company", companyId)
                .mapTo(Long.class)
                .one();
    }
}
