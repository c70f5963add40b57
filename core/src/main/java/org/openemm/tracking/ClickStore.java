package org.openemm.tracking;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.tracking.CountedEvent.Reader;

/** Clicks: one row each in rdirlog, and the counters per mailing, hour and link. */
final class ClickStore {
    private final EquipmentNames names;

    ClickStore(EquipmentNames names) {
        this.names = names;
    }

    void write(Handle sql, int companyId, List<CountedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Set<ReaderOfLink> seenLinks = clickedBefore(sql, companyId, events);
        Set<Reader> seen = new HashSet<>();
        seenLinks.forEach(link -> seen.add(link.reader()));
        Counters counters = Counters.ofClicks();
        Map<LinkId, long[]> links = new TreeMap<>();
        LastActivity activity = new LastActivity("lastclick_date");
        for (CountedEvent event : events) {
            counters.add(event, !event.isAnonymous() && seen.add(event.reader()));
            boolean firstOfLink =
                    !event.isAnonymous()
                            && seenLinks.add(new ReaderOfLink(event.reader(), event.urlId()));
            addToLink(
                    links.computeIfAbsent(
                            new LinkId(event.mailingId(), event.urlId()), id -> new long[4]),
                    event,
                    firstOfLink);
            if (!event.isAnonymous()) {
                activity.add(event.customerId(), event.time());
            }
        }
        insertEach(sql, companyId, events);
        activity.write(sql, companyId);
        counters.write(sql, companyId);
        writeLinks(sql, companyId, links);
    }

    private record ReaderOfLink(Reader reader, int urlId) {}

    private record LinkId(int mailingId, int urlId) implements Comparable<LinkId> {
        @Override
        public int compareTo(LinkId other) {
            int byMailing = Integer.compare(mailingId, other.mailingId);
            return byMailing != 0 ? byMailing : Integer.compare(urlId, other.urlId);
        }
    }

    private static void addToLink(long[] count, CountedEvent event, boolean first) {
        count[0]++;
        count[1] += event.isAnonymous() ? 1 : 0;
        count[2] += first ? 1 : 0;
        count[3] += event.isMobile() ? 1 : 0;
    }

    private static Set<ReaderOfLink> clickedBefore(
            Handle sql, int companyId, List<CountedEvent> events) {
        Set<ReaderOfLink> seen = new HashSet<>();
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
                                                SELECT DISTINCT customer_id, url_id FROM rdirlog_<company>_tbl
                                                 WHERE mailing_id = :mailing AND customer_id IN (<customers>)
                                                """)
                                        .define("company", companyId)
                                        .bind("mailing", mailing)
                                        .bindList("customers", List.copyOf(customers))
                                        .map(
                                                (row, context) ->
                                                        new ReaderOfLink(
                                                                new Reader(mailing, row.getLong(1)),
                                                                row.getInt(2)))
                                        .forEach(seen::add));
        return seen;
    }

    private void insertEach(Handle sql, int companyId, List<CountedEvent> events) {
        PreparedBatch batch =
                sql.prepareBatch(
                        """
                        INSERT INTO rdirlog_<company>_tbl
                               (customer_id, url_id, company_id, timestamp, ip_adr, mailing_id, device_class_id,
                                device_id, os_id, client_id)
                        VALUES (:customer, :url, :companyId, :time, :address, :mailing, :kind, :device, :system, :client)
                        """);
        batch.define("company", companyId);
        for (CountedEvent event : events) {
            batch.bind("customer", event.customerId())
                    .bind("url", event.urlId())
                    .bind("companyId", companyId)
                    .bind("time", event.time())
                    .bind("address", event.address())
                    .bind("mailing", event.mailingId())
                    .bind("kind", event.equipment().kind().code())
                    .bind("device", names.device(event.equipment()))
                    .bind("system", names.system(event.equipment()))
                    .bind("client", names.client(event.equipment()))
                    .add();
        }
        batch.execute();
    }

    private static void writeLinks(Handle sql, int companyId, Map<LinkId, long[]> links) {
        PreparedBatch batch =
                sql.prepareBatch(
                        """
                        INSERT INTO tracking_rollup_link_tbl
                               (company_id, mailing_id, url_id, clicks_gross, clicks_anonymous, clickers, clicks_mobile)
                        VALUES (:company, :mailing, :url, :gross, :anonymous, :clickers, :mobile)
                        ON DUPLICATE KEY UPDATE
                               clicks_gross = clicks_gross + VALUES(clicks_gross),
                               clicks_anonymous = clicks_anonymous + VALUES(clicks_anonymous),
                               clickers = clickers + VALUES(clickers),
                               clicks_mobile = clicks_mobile + VALUES(clicks_mobile)
                        """);
        links.forEach(
                (id, count) ->
                        batch.bind("company", companyId)
                                .bind("mailing", id.mailingId())
                                .bind("url", id.urlId())
                                .bind("gross", count[0])
                                .bind("anonymous", count[1])
                                .bind("clickers", count[2])
                                .bind("mobile", count[3])
                                .add());
        batch.execute();
    }
}
