package org.openemm.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/** Writes events and the counters that go with them, in the caller's transaction. */
final class EventStore {
    private final Devices devices = new Devices();
    private final EquipmentNames names;
    private final OpeningStore openings;
    private final ClickStore clicks;

    EventStore(Database database) {
        names = new EquipmentNames(database, devices);
        openings = new OpeningStore(names);
        clicks = new ClickStore(names);
    }

    /** To be called before {@link #write}, outside of its transaction. */
    void prepare(List<TrackingEvent> events) {
        names.learn(events);
    }

    /** How far the journal of a node was written. */
    JournalPosition position(Transaction tx, String node) {
        return tx.sql()
                .createQuery(
                        "SELECT segment, position FROM tracking_position_tbl WHERE node = :node")
                .bind("node", node)
                .map((row, context) -> new JournalPosition(row.getLong(1), row.getLong(2)))
                .findOne()
                .orElse(JournalPosition.START);
    }

    /** Moves the position; false when somebody else moved it meanwhile. */
    boolean movePosition(Transaction tx, String node, JournalPosition from, JournalPosition to) {
        if (from.equals(JournalPosition.START)) {
            tx.sql()
                    .createUpdate(
                            "INSERT IGNORE INTO tracking_position_tbl (node, segment, position)"
                                    + " VALUES (:node, 0, 0)")
                    .bind("node", node)
                    .execute();
        }
        return tx.sql()
                        .createUpdate(
                                """
                                UPDATE tracking_position_tbl SET segment = :segment, position = :offset
                                 WHERE node = :node AND segment = :fromSegment AND position = :fromOffset
                                """)
                        .bind("node", node)
                        .bind("segment", to.segment())
                        .bind("offset", to.offset())
                        .bind("fromSegment", from.segment())
                        .bind("fromOffset", from.offset())
                        .execute()
                == 1;
    }

    void write(Transaction tx, List<TrackingEvent> events) {
        Map<Integer, List<TrackingEvent>> byCompany =
                events.stream()
                        .collect(
                                Collectors.groupingBy(
                                        TrackingEvent::companyId,
                                        TreeMap::new,
                                        Collectors.toList()));
        byCompany.forEach((companyId, ofCompany) -> writeCompany(tx.sql(), companyId, ofCompany));
    }

    private void writeCompany(Handle sql, int companyId, List<TrackingEvent> events) {
        Set<Integer> mailings = lockMailings(sql, companyId, events);
        Set<Long> hidden = recipientsWithVeto(sql, companyId, events);
        List<CountedEvent> counted = new ArrayList<>(events.size());
        for (TrackingEvent event : events) {
            if (mailings.contains(event.mailingId())) {
                counted.add(
                        CountedEvent.of(
                                event,
                                devices.of(event.userAgent()),
                                hidden.contains(event.customerId())));
            }
        }
        openings.write(
                sql,
                companyId,
                counted.stream().filter(e -> e.kind() == TrackingEvent.Kind.OPENING).toList());
        clicks.write(
                sql,
                companyId,
                counted.stream().filter(e -> e.kind() == TrackingEvent.Kind.CLICK).toList());
    }

    /**
     * Makes sure that each mailing has its counters and locks them in ascending order, so that two
     * writers count a first opening once. Events of a mailing that the company does not have are
     * not counted.
     */
    private static Set<Integer> lockMailings(
            Handle sql, int companyId, List<TrackingEvent> events) {
        List<Integer> ids =
                events.stream().map(TrackingEvent::mailingId).distinct().sorted().toList();
        List<Integer> known =
                sql.createQuery(
                                "SELECT mailing_id FROM mailing_tbl WHERE company_id = :company AND"
                                        + " mailing_id IN (<ids>)")
                        .bind("company", companyId)
                        .bindList("ids", ids)
                        .mapTo(Integer.class)
                        .list();
        if (known.isEmpty()) {
            return Set.of();
        }
        var batch =
                sql.prepareBatch(
                        """
                        INSERT IGNORE INTO tracking_rollup_mailing_tbl (company_id, mailing_id)
                        VALUES (:company, :mailing)
                        """);
        known.stream()
                .sorted()
                .forEach(id -> batch.bind("company", companyId).bind("mailing", id).add());
        batch.execute();
        sql.createQuery(
                        """
                        SELECT mailing_id FROM tracking_rollup_mailing_tbl
                         WHERE mailing_id IN (<ids>) ORDER BY mailing_id FOR UPDATE
                        """)
                .bindList("ids", known)
                .mapTo(Integer.class)
                .list();
        return Set.copyOf(known);
    }

    private static Set<Long> recipientsWithVeto(
            Handle sql, int companyId, List<TrackingEvent> events) {
        List<Long> ids =
                events.stream()
                        .filter(e -> !e.isAnonymous())
                        .map(TrackingEvent::customerId)
                        .distinct()
                        .toList();
        if (ids.isEmpty()) {
            return Set.of();
        }
        return sql.createQuery(
                        """
                        SELECT customer_id FROM customer_<company>_tbl
                         WHERE customer_id IN (<ids>) AND sys_tracking_veto = 1
                        """)
                .define("company", companyId)
                .bindList("ids", ids)
                .mapTo(Long.class)
                .set();
    }
}
