package org.openemm.tracking;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Collects what a batch of events adds to the roll-up counters and adds it with one statement per
 * table.
 */
final class Counters {
    private final Map<Integer, long[]> mailings = new TreeMap<>();
    private final Map<MailingHour, long[]> hours = new TreeMap<>();
    private final String prefix;

    private record MailingHour(int mailingId, Instant hour) implements Comparable<MailingHour> {
        @Override
        public int compareTo(MailingHour other) {
            int byMailing = Integer.compare(mailingId, other.mailingId);
            return byMailing != 0 ? byMailing : hour.compareTo(other.hour);
        }
    }

    private Counters(String prefix) {
        this.prefix = prefix;
    }

    static Counters ofOpenings() {
        return new Counters("open");
    }

    static Counters ofClicks() {
        return new Counters("click");
    }

    /**
     * @param first whether it is the first event of this kind by this reader
     */
    void add(CountedEvent event, boolean first) {
        long[] mailing = mailings.computeIfAbsent(event.mailingId(), id -> new long[3]);
        mailing[0]++;
        mailing[1] += event.isAnonymous() ? 1 : 0;
        mailing[2] += first ? 1 : 0;
        long[] hour =
                hours.computeIfAbsent(
                        new MailingHour(event.mailingId(), event.hour()), key -> new long[2]);
        hour[0]++;
        hour[1] += first ? 1 : 0;
    }

    void write(Handle sql, int companyId) {
        String gross = prefix.equals("open") ? "openings_gross" : "clicks_gross";
        String anonymous = prefix.equals("open") ? "openings_anonymous" : "clicks_anonymous";
        String persons = prefix.equals("open") ? "openers" : "clickers";
        PreparedBatch perMailing =
                sql.prepareBatch(
                        """
                        UPDATE tracking_rollup_mailing_tbl
                           SET <gross> = <gross> + :gross, <anonymous> = <anonymous> + :anonymous, <persons> = <persons> + :persons
                         WHERE mailing_id = :mailing
                        """);
        perMailing.define("gross", gross).define("anonymous", anonymous).define("persons", persons);
        mailings.forEach(
                (id, count) ->
                        perMailing
                                .bind("mailing", id)
                                .bind("gross", count[0])
                                .bind("anonymous", count[1])
                                .bind("persons", count[2])
                                .add());
        perMailing.execute();
        PreparedBatch perHour =
                sql.prepareBatch(
                        """
                        INSERT INTO tracking_rollup_hour_tbl (company_id, mailing_id, hour_start, <gross>, <persons>)
                        VALUES (:company, :mailing, :hour, :gross, :persons)
                        ON DUPLICATE KEY UPDATE <gross> = <gross> + VALUES(<gross>), <persons> = <persons> + VALUES(<persons>)
                        """);
        perHour.define("gross", gross).define("persons", persons);
        hours.forEach(
                (key, count) ->
                        perHour.bind("company", companyId)
                                .bind("mailing", key.mailingId())
                                .bind("hour", key.hour())
                                .bind("gross", count[0])
                                .bind("persons", count[1])
                                .add());
        perHour.execute();
    }
}
