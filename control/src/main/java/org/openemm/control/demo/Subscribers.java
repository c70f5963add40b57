package org.openemm.control.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.importing.ImportNumbers;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

/**
 * People who found the shop over half a year: entered by the same services that the pages use, by a
 * clock that is set back to their day; now and then somebody leaves. The last ones come with a file
 * through the import.
 */
final class Subscribers {
    private static final String HEADING =
            "E-Mail;First name;Last"
                    + " name;Gender;Title;Language;Birthday;City;Country;Interest;Orders";

    private static final int WEEKS = 26;
    private static final int DAYS_OF_LATE = 28;

    /** Part of the people who came in the last weeks; those come day by day. */
    private static final double LATE = 0.22;

    private static final int WITH_FILE = 40;
    private static final int FRIENDS = 120;
    private static final int FIRST_FRIEND = 100;

    /** Part of the people who leave in half a year. */
    private static final double LEAVING = 0.05;

    private final Core past;
    private final SetBack clock;
    private final Actor actor;
    private final Tenant tenant;
    private final Random random = new Random(1987);

    /**
     * @param past works by the clock
     */
    Subscribers(Core past, SetBack clock, Actor actor, Tenant tenant) {
        this.past = past;
        this.clock = clock;
        this.actor = actor;
        this.tenant = tenant;
    }

    /** Unless they are there already. */
    String come() throws IOException {
        clock.setBack(Duration.ZERO);
        if (isDone()) {
            return "there already";
        }
        List<String> rows = rows();
        int all = rows.size() - WITH_FILE;
        int early = (int) (all * (1 - LATE));
        List<Part> weeks = new ArrayList<>();
        for (int week = 0; week < WEEKS - DAYS_OF_LATE / 7; week++) {
            weeks.add(new Part((WEEKS - week) * 7, 8 + week + random.nextInt(6)));
        }
        List<Part> days = new ArrayList<>();
        for (int day = DAYS_OF_LATE; day > 0; day--) {
            days.add(new Part(day, 2 + random.nextInt(8)));
        }
        int left = bring(rows, 0, early, weeks) + bring(rows, early, all, days);
        clock.setBack(Duration.ZERO);
        return "%d came, %d left again".formatted(all, left);
    }

    /** The last ones by the real import. */
    String importFile() throws IOException {
        List<String> rows = rows();
        String last = rows.get(rows.size() - 1).split(";")[0];
        if (!past.recipients().findBy(actor, "email", last).isEmpty()) {
            return "there already";
        }
        Path folder = Files.createTempDirectory("demo");
        Path file = folder.resolve("shop-customers.csv");
        try {
            List<String> lines = new ArrayList<>(List.of(HEADING));
            lines.addAll(rows.subList(rows.size() - WITH_FILE, rows.size()));
            Files.write(file, lines);
            ImportNumbers numbers = tenant.importFile(file).numbers();
            return "%d rows, %d new".formatted(numbers.rows(), numbers.fresh());
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    /** Some are friends of the shop. */
    String friends() throws IOException {
        clock.setBack(Duration.ofDays(40));
        int list = tenant.friendsList();
        int number = 0;
        for (String row : rows().subList(FIRST_FRIEND, FIRST_FRIEND + FRIENDS)) {
            for (long id : past.recipients().findBy(actor, "email", row.split(";")[0])) {
                if (past.bindings().get(actor, id, list, Binding.EMAIL).isEmpty()) {
                    past.bindings().set(actor, binding(id, list, BindingStatus.ACTIVE));
                    number++;
                }
            }
        }
        clock.setBack(Duration.ZERO);
        return number == 0 ? "friends there already" : number + " friends";
    }

    /**
     * Some of the people.
     *
     * @param weight how many, compared with other parts
     */
    private record Part(int daysAgo, int weight) {}

    private boolean isDone() throws IOException {
        String first = rows().get(0).split(";")[0];
        return !past.recipients().findBy(actor, "email", first).isEmpty();
    }

    private int bring(List<String> rows, int first, int end, List<Part> parts) {
        List<Integer> lists = tenant.lists();
        int weights = parts.stream().mapToInt(Part::weight).sum();
        int sum = 0;
        int from = first;
        int left = 0;
        for (Part part : parts) {
            sum += part.weight();
            int to = first + (int) ((long) (end - first) * sum / weights);
            // At some time of the day that is over.
            clock.setBack(Duration.ofDays(part.daysAgo()).plusMinutes(5L + random.nextInt(9 * 60)));
            List<String> coming = rows.subList(from, to);
            past.database().run(tx -> coming.forEach(row -> add(tx, row, lists)));
            left += leave(rows.subList(0, to), part.daysAgo() > DAYS_OF_LATE ? 7 : 1);
            from = to;
        }
        return left;
    }

    private void add(Transaction tx, String row, List<Integer> lists) {
        long id = past.recipients().create(tx, actor, tenant.values(row), 0);
        for (int list : lists) {
            past.bindings().set(tx, actor, binding(id, list, BindingStatus.ACTIVE));
        }
    }

    /** The more people there are, the more leave. */
    private int leave(List<String> rows, int days) {
        double expected = rows.size() * LEAVING * days / (WEEKS * 7);
        int number = (int) (expected * 2 * random.nextDouble() + random.nextDouble());
        int left = 0;
        for (int i = 0; i < number; i++) {
            String email = rows.get(random.nextInt(rows.size())).split(";")[0];
            for (long id : past.recipients().findBy(actor, "email", email)) {
                past.bindings()
                        .set(
                                actor,
                                binding(
                                        id,
                                        tenant.newsletterList(),
                                        BindingStatus.OPT_OUT_BY_USER));
                left++;
            }
        }
        return left;
    }

    private static Binding binding(long recipient, int list, BindingStatus status) {
        return Binding.of(recipient, list, UserType.WORLD, status, "Came by the shop");
    }

    private static List<String> rows() throws IOException {
        try (InputStream csv = Tenant.resource("recipients.csv");
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).toList();
        }
    }
}
