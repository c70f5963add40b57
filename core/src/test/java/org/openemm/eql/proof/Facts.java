package org.openemm.eql.proof;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openemm.eql.World;

/** The people of a {@link World} and what happened to them, known without a database. */
final class Facts {
    static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 20, 12, 0);
    private static final LocalDateTime LONG_AGO = LocalDateTime.of(2026, 8, 12, 12, 0);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final Set<String> WHOLE =
            Set.of("customer_id", "gender", "mailtype", "g_int", "sys_tracking_veto");
    private static final Set<String> DAYS = Set.of("g_date", "g_birthday", "g_blob");
    private static final Set<String> TIMES =
            Set.of("g_dt", "creation_date", "timestamp", "lastopen_date", "lastclick_date");

    /**
     * @param values by column: BigDecimal, Float, String, LocalDate, LocalDateTime or nothing
     */
    record Person(int id, Map<String, Object> values) {}

    /**
     * @param kind opening, click, delivery, interval
     * @param link 0 for none
     * @param device 0 for unknown
     */
    record Event(String kind, int mailing, int link, int customer, LocalDateTime at, int device) {}

    record Job(int id, int mailing, String state) {}

    record Generated(int job, int customer, LocalDateTime at) {}

    record Money(int mailing, int customer, double amount, String tag) {}

    record Binding(int list, int customer, int status, String type, int medium) {}

    final List<Person> people = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<Job> jobs = new ArrayList<>();
    final List<Generated> generated = new ArrayList<>();
    final List<Money> money = new ArrayList<>();
    final List<Binding> bindings = new ArrayList<>();
    final Map<Integer, Integer> mailings = new HashMap<>();

    /** What the files beside the tests say. */
    static Facts ofTheWorld() {
        Facts facts = new Facts();
        List<List<String>> rows = World.rows("recipients.tsv");
        for (List<String> row : rows.subList(1, rows.size())) {
            Map<String, Object> values = new HashMap<>();
            for (int i = 0; i < row.size(); i++) {
                facts.put(values, rows.get(0).get(i), row.get(i));
            }
            facts.people.add(new Person(Integer.parseInt(row.get(0)), values));
        }
        World.rows("events.tsv").forEach(facts::add);
        World.rows("timed-events.tsv").forEach(facts::addTimed);
        return facts;
    }

    void put(Map<String, Object> values, String column, String text) {
        if (text.equals("NULL")) {
            return;
        }
        values.put(
                column,
                WHOLE.contains(column)
                        ? new BigDecimal(text)
                        : column.equals("g_float")
                                ? Float.valueOf(text)
                                : DAYS.contains(column)
                                        ? LocalDate.parse(text)
                                        : TIMES.contains(column)
                                                ? LocalDateTime.parse(text, TIME)
                                                : text);
    }

    private void add(List<String> row) {
        int first = Integer.parseInt(row.get(1));
        int second = row.size() > 2 ? Integer.parseInt(row.get(2)) : 0;
        switch (row.get(0)) {
            case "m" -> mailings.put(first, second);
            case "j" -> jobs.add(new Job(first, second, row.get(3)));
            case "t" -> generated.add(new Generated(first, second, LONG_AGO));
            case "s" -> events.add(new Event("delivery", first, 0, second, LONG_AGO, 0));
            case "i" -> events.add(new Event("interval", first, 0, second, LONG_AGO, 0));
            case "o" -> events.add(new Event("opening", first, 0, second, LONG_AGO, 0));
            case "c" ->
                    events.add(
                            new Event(
                                    "click",
                                    first,
                                    second,
                                    Integer.parseInt(row.get(3)),
                                    LONG_AGO,
                                    0));
            default -> {}
        }
    }

    void addTimed(List<String> row) {
        switch (row.get(0)) {
            case "opening" ->
                    events.add(
                            new Event(
                                    "opening",
                                    number(row, 1),
                                    0,
                                    number(row, 2),
                                    NOW.minusHours(number(row, 3)),
                                    number(row, 4)));
            case "click" ->
                    events.add(
                            new Event(
                                    "click",
                                    number(row, 1),
                                    number(row, 2),
                                    number(row, 3),
                                    NOW.minusHours(number(row, 4)),
                                    number(row, 5)));
            case "delivery", "interval" ->
                    events.add(
                            new Event(
                                    row.get(0),
                                    number(row, 1),
                                    0,
                                    number(row, 2),
                                    NOW.minusHours(number(row, 3)),
                                    0));
            case "money" ->
                    money.add(
                            new Money(
                                    number(row, 1),
                                    number(row, 2),
                                    Double.parseDouble(row.get(3)),
                                    row.get(4)));
            case "binding" ->
                    bindings.add(
                            new Binding(
                                    number(row, 1),
                                    number(row, 2),
                                    number(row, 3),
                                    row.get(4),
                                    number(row, 5)));
            default -> {}
        }
    }

    private static int number(List<String> row, int index) {
        return Integer.parseInt(row.get(index));
    }
}
