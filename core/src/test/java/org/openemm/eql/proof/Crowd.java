package org.openemm.eql.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.eql.World;
import org.openemm.eql.WorldEvents;

/** More people for the world, by chance, in the database and among the facts. */
final class Crowd {
    private static final int FIRST = World.FIRST + 1_000;
    private static final String NULL = "NULL";
    private static final List<String> COLUMNS =
            List.of(
                    "customer_id",
                    "email",
                    "firstname",
                    "lastname",
                    "gender",
                    "mailtype",
                    "title",
                    "g_int",
                    "g_float",
                    "g_text",
                    "g_date",
                    "g_dt",
                    "g_birthday",
                    "g_size",
                    "sys_tracking_veto",
                    "creation_date",
                    "timestamp",
                    "lastopen_date");

    /** Around midnight, leap days, the hours that clocks skip or repeat. */
    private static final List<String> MOMENTS =
            List.of(
                    "2024-02-29 00:00:00",
                    "2024-02-29 23:59:59",
                    "2024-03-01 00:00:00",
                    "2025-02-28 12:00:00",
                    "2026-03-29 02:30:00",
                    "2026-03-29 01:59:59",
                    "2026-10-25 02:30:00",
                    "2026-10-25 00:30:00",
                    "2026-11-19 23:59:59",
                    "2026-11-20 00:00:00",
                    "2026-11-20 11:59:59",
                    "2026-11-20 12:00:00",
                    "2026-11-20 23:59:59",
                    "2026-11-21 00:00:00",
                    "2025-12-31 23:59:59",
                    "2026-01-01 00:00:00",
                    "2026-12-31 12:00:00");

    private final Random chance;
    private final RandomRules words;
    private final Facts facts;

    private Crowd(long seed, Facts facts) {
        chance = new Random(seed);
        words = new RandomRules(chance);
        this.facts = facts;
    }

    static void add(World world, Facts facts, int people, long seed) {
        Crowd crowd = new Crowd(seed, facts);
        List<Map<String, String>> rows = new ArrayList<>();
        List<List<String>> events = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            rows.add(crowd.person(FIRST + i));
            events.addAll(crowd.events(String.valueOf(FIRST + i)));
        }
        world.database.run(
                tx -> {
                    tx.sql().execute("SET FOREIGN_KEY_CHECKS = 0");
                    String insert =
                            "INSERT INTO customer_1_tbl (%s) VALUES (%s)"
                                    .formatted(
                                            String.join(", ", COLUMNS),
                                            COLUMNS.stream()
                                                    .map(column -> ":" + column)
                                                    .collect(Collectors.joining(", ")));
                    PreparedBatch batch = tx.sql().prepareBatch(insert);
                    for (Map<String, String> row : rows) {
                        for (String column : COLUMNS) {
                            String value = row.get(column);
                            batch.bind(column, value.equals(NULL) ? null : value);
                        }
                        batch.add();
                    }
                    batch.execute();
                    WorldEvents.add(tx.sql(), events, "2026-11-20 12:00:00");
                    tx.sql().execute("SET FOREIGN_KEY_CHECKS = 1");
                });
        events.forEach(facts::addTimed);
    }

    private Map<String, String> person(int id) {
        Map<String, String> row = new HashMap<>();
        row.put("customer_id", String.valueOf(id));
        row.put("email", "person" + id + "@example.com");
        row.put("firstname", text());
        row.put("lastname", text());
        row.put("gender", String.valueOf(chance.nextInt(4)));
        row.put("mailtype", String.valueOf(chance.nextInt(3)));
        row.put("title", text());
        row.put(
                "g_int",
                words.one(List.of(NULL, "0", "1", "-1", "7", "12", "20", "42", "-100", "100")));
        row.put(
                "g_float",
                words.one(
                        List.of(NULL, "0.0", "1.5", "-2.25", "0.5", "3.5", "7.0", "0.1", "12.0")));
        row.put("g_text", text());
        row.put("g_date", day());
        row.put("g_dt", moment());
        row.put("g_birthday", day());
        row.put("g_size", words.one(List.of(NULL, "", " ", "S", "m", "L")));
        row.put("sys_tracking_veto", words.one(List.of(NULL, "0", "0", "1")));
        row.put("creation_date", words.one(MOMENTS));
        row.put("timestamp", words.one(MOMENTS));
        row.put("lastopen_date", moment());
        Map<String, Object> values = new HashMap<>();
        row.forEach((column, text) -> facts.put(values, column, text));
        facts.people.add(new Facts.Person(id, values));
        return row;
    }

    private String text() {
        int kind = chance.nextInt(8);
        return kind == 0
                ? NULL
                : kind == 1
                        ? words.one(
                                List.of("Anna", "anna", "MÜLLER", "Muller", "Straße", "Strasse"))
                        : words.text();
    }

    private String day() {
        return chance.nextInt(6) == 0 ? NULL : words.one(MOMENTS).substring(0, 10);
    }

    private String moment() {
        return chance.nextInt(6) == 0 ? NULL : words.one(MOMENTS);
    }

    private List<List<String>> events(String id) {
        List<List<String>> events = new ArrayList<>();
        List<String> devices = List.of("1", "2", "3", "4");
        List<String> hours = List.of("1", "23", "24", "25", "119", "120", "240", "720", "2160");
        if (chance.nextBoolean()) {
            events.add(List.of("delivery", "2007", id, words.one(hours)));
        }
        for (int i = chance.nextInt(4); i > 0; i--) {
            events.add(List.of("opening", "2007", id, words.one(hours), words.one(devices)));
        }
        for (int i = chance.nextInt(3); i > 0; i--) {
            events.add(
                    List.of(
                            "click",
                            "2007",
                            words.one(List.of("200701", "200702")),
                            id,
                            words.one(hours),
                            words.one(devices)));
        }
        if (chance.nextInt(4) == 0) {
            String hour = words.one(hours);
            events.add(List.of("interval", "2008", id, hour));
            events.add(List.of("delivery", "2008", id, hour));
        }
        if (chance.nextInt(4) == 0) {
            events.add(
                    List.of(
                            "money",
                            "2007",
                            id,
                            words.one(List.of("1", "7.5", "20", "0.5")),
                            words.one(List.of("revenue", "basket"))));
        }
        if (chance.nextInt(2) == 0) {
            events.add(
                    List.of(
                            "binding",
                            words.one(List.of("101", "102")),
                            id,
                            String.valueOf(1 + chance.nextInt(7)),
                            words.one(List.of("W", "T", "A", "w")),
                            words.one(List.of("0", "4"))));
        }
        return events;
    }
}
