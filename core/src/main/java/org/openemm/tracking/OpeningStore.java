package org.openemm.tracking;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.tracking.CountedEvent.Reader;

/**
 * Openings: one row each in onepixellog_device, one per reader in onepixellog, and the counters.
 */
final class OpeningStore {
    private final EquipmentNames names;

    OpeningStore(EquipmentNames names) {
        this.names = names;
    }

    void write(Handle sql, int companyId, List<CountedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Set<Reader> seen = openedBefore(sql, companyId, events);
        Counters counters = Counters.ofOpenings();
        Map<Reader, Openings> byReader = new HashMap<>();
        for (CountedEvent event : events) {
            boolean first = !event.isAnonymous() && seen.add(event.reader());
            counters.add(event, first);
            if (!event.isAnonymous()) {
                byReader.merge(event.reader(), Openings.of(event), Openings::plus);
            }
        }
        insertEach(sql, companyId, events);
        insertPerReader(sql, companyId, byReader);
        rememberLastOpening(sql, companyId, byReader);
        counters.write(sql, companyId);
    }

    private record Openings(int count, int mobile, Instant first, Instant last, String address) {
        static Openings of(CountedEvent event) {
            return new Openings(
                    1, event.isMobile() ? 1 : 0, event.time(), event.time(), event.address());
        }

        Openings plus(Openings other) {
            return new Openings(
                    count + other.count,
                    mobile + other.mobile,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last,
                    other.address != null ? other.address : address);
        }
    }

    private static Set<Reader> openedBefore(Handle sql, int companyId, List<CountedEvent> events) {
        Set<Reader> seen = new HashSet<>();
        events.stream()
                .filter(e -> !e.isAnonymous())
                .collect(
                        Collectors.groupingBy(
                                CountedEvent::mailingId,
                                Collectors.mapping(CountedEvent::customerId, Collectors.toSet())))
                .forEach(
                        (mailing, customers) ->
                                sql.createQuery(
                                                """
                                                SELECT customer_id FROM onepixellog_<company>_tbl
                                                 WHERE mailing_id = :mailing AND customer_id IN (<customers>)
                                                """)
                                        .define("company", companyId)
                                        .bind("mailing", mailing)
                                        .bindList("customers", List.copyOf(customers))
                                        .mapTo(Long.class)
                                        .forEach(
                                                customer ->
                                                        seen.add(new Reader(mailing, customer))));
        return seen;
    }

    private void insertEach(Handle sql, int companyId, List<CountedEvent> events) {
        PreparedBatch batch =
                sql.prepareBatch(
                        """
                        INSERT INTO onepixellog_device_<company>_tbl
                               (company_id, mailing_id, customer_id, creation, device_class_id, device_id, os_id, client_id)
                        VALUES (:companyId, :mailing, :customer, :time, :kind, :device, :system, :client)
                        """);
        batch.define("company", companyId);
        for (CountedEvent event : events) {
            batch.bind("companyId", companyId)
                    .bind("mailing", event.mailingId())
                    .bind("customer", event.customerId())
                    .bind("time", event.time())
                    .bind("kind", event.equipment().kind().code())
                    .bind("device", names.device(event.equipment()))
                    .bind("system", names.system(event.equipment()))
                    .bind("client", names.client(event.equipment()))
                    .add();
        }
        batch.execute();
    }

    private static void insertPerReader(Handle sql, int companyId, Map<Reader, Openings> byReader) {
        if (byReader.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                sql.prepareBatch(
                        """
                        INSERT INTO onepixellog_<company>_tbl (company_id, mailing_id, customer_id, ip_adr, timestamp,
                                    open_count, mobile_count, first_open, last_open)
                        VALUES (:companyId, :mailing, :customer, :address, :last, :count, :mobile, :first, :last)
                        ON DUPLICATE KEY UPDATE
                               ip_adr = COALESCE(VALUES(ip_adr), ip_adr),
                               open_count = open_count + VALUES(open_count),
                               mobile_count = mobile_count + VALUES(mobile_count),
                               first_open = LEAST(COALESCE(first_open, VALUES(first_open)), VALUES(first_open)),
                               last_open = GREATEST(COALESCE(last_open, VALUES(last_open)), VALUES(last_open)),
                               timestamp = last_open
                        """);
        batch.define("company", companyId);
        byReader.forEach(
                (reader, openings) ->
                        batch.bind("companyId", companyId)
                                .bind("mailing", reader.mailingId())
                                .bind("customer", reader.customerId())
                                .bind("address", openings.address())
                                .bind("first", openings.first())
                                .bind("last", openings.last())
                                .bind("count", openings.count())
                                .bind("mobile", openings.mobile())
                                .add());
        batch.execute();
    }

    private static void rememberLastOpening(
            Handle sql, int companyId, Map<Reader, Openings> byReader) {
        LastActivity activity = new LastActivity("lastopen_date");
        byReader.forEach((reader, openings) -> activity.add(reader.customerId(), openings.last()));
        activity.write(sql, companyId);
    }
}
