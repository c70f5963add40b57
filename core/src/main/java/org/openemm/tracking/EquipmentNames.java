package org.openemm.tracking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * The ids of devices, operating systems and clients (device_tbl, os_tbl, client_tbl). A name gets
 * its id when it is first seen. Thread-safe.
 */
final class EquipmentNames {
    /** So that made-up user agents cannot fill the tables. */
    static final int MOST_OF_A_KIND = 2_000;

    private final Database database;
    private final Devices devices;
    private final Dictionary deviceIds = new Dictionary("device_tbl", "device_id");
    private final Dictionary systemIds = new Dictionary("os_tbl", "os_id");
    private final Dictionary clientIds = new Dictionary("client_tbl", "client_id");

    EquipmentNames(Database database, Devices devices) {
        this.database = database;
        this.devices = devices;
    }

    /** Before events are written: gives names that are seen for the first time their ids. */
    void learn(List<TrackingEvent> events) {
        List<Equipment> seen =
                events.stream().map(TrackingEvent::userAgent).distinct().map(devices::of).toList();
        deviceIds.learn(database, names(seen, Equipment::device));
        systemIds.learn(database, names(seen, Equipment::system));
        clientIds.learn(database, names(seen, Equipment::client));
    }

    /** Null for an unknown device; so are the others. */
    Integer device(Equipment equipment) {
        return deviceIds.id(equipment.device());
    }

    Integer system(Equipment equipment) {
        return systemIds.id(equipment.system());
    }

    Integer client(Equipment equipment) {
        return clientIds.id(equipment.client());
    }

    private static Set<String> names(List<Equipment> seen, Function<Equipment, String> name) {
        return seen.stream().map(name).filter(n -> !n.isEmpty()).collect(Collectors.toSet());
    }

    private static final class Dictionary {
        private static final int NO_ROOM = 0;

        private final String table;
        private final String id;
        private final Map<String, Integer> known = new ConcurrentHashMap<>();

        Dictionary(String table, String id) {
            this.table = table;
            this.id = id;
        }

        Integer id(String name) {
            Integer found = known.get(name);
            return found == null || found == NO_ROOM ? null : found;
        }

        void learn(Database database, Set<String> names) {
            List<String> unknown = names.stream().filter(n -> !known.containsKey(n)).toList();
            if (unknown.isEmpty() || known.size() >= MOST_OF_A_KIND) {
                return;
            }
            // Remembered only when it is committed.
            known.putAll(database.inTransaction(tx -> ids(tx, unknown)));
        }

        private Map<String, Integer> ids(Transaction tx, List<String> names) {
            long room =
                    MOST_OF_A_KIND
                            - tx.sql()
                                    .createQuery("SELECT COUNT(*) FROM " + table)
                                    .mapTo(Long.class)
                                    .one();
            Map<String, Integer> ids = new HashMap<>();
            for (String name : names) {
                Integer found = find(tx, name, "");
                if (found == null && room > 0) {
                    room--;
                    found = add(tx, name);
                }
                ids.put(name, found == null ? NO_ROOM : found);
            }
            return ids;
        }

        private Integer add(Transaction tx, String name) {
            tx.sql()
                    .createUpdate("INSERT IGNORE INTO " + table + " (description) VALUES (:name)")
                    .bind("name", name)
                    .execute();
            // The lock reads what another process has added meanwhile.
            return find(tx, name, " FOR UPDATE");
        }

        private Integer find(Transaction tx, String name, String lock) {
            return tx.sql()
                    .createQuery(
                            "SELECT %s FROM %s WHERE description = :name%s"
                                    .formatted(id, table, lock))
                    .bind("name", name)
                    .mapTo(Integer.class)
                    .findOne()
                    .orElse(null);
        }
    }
}
