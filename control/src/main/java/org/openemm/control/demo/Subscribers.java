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
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.UserType;

/**
 * People who found the shop over half a year: the file comes in parts, each through the real import
 * by a clock that is set back to its day, and now and then somebody leaves.
 */
final class Subscribers {
    private static final int WEEKS = 26;
    private static final int DAYS_OF_LATE = 28;

    /** Part of the people who came in the last weeks; those come day by day. */
    private static final double LATE = 0.22;

    private static final int FRIENDS = 120;
    private static final double LEAVING = 0.018;
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
        if (past.recipients().count(actor, RecipientQuery.all(1), 10) >= 10) {
            return "there already";
        }
        List<String> rows = rows();
        String heading = rows.remove(0);
        int late = (int) (rows.size() * LATE);
        int early = rows.size() - late;
        List<Part> parts = new ArrayList<>();
        for (int week = 0; week < WEEKS - DAYS_OF_LATE / 7; week++) {
            parts.add(new Part((WEEKS - week) * 7, 8 + week + random.nextInt(6)));
        }
        List<Part> days = new ArrayList<>();
        for (int day = DAYS_OF_LATE; day >= 0; day--) {
            days.add(new Part(day, 2 + random.nextInt(8)));
        }
        int left = bring(heading, rows.subList(0, early), parts);
        left += bring(heading, rows.subList(early, rows.size()), days);
        clock.setBack(Duration.ZERO);
        return "%d rows in %d parts, %d left again"
                .formatted(rows.size(), parts.size() + days.size(), left);
    }

    /** Some of the first ones are friends of the shop. */
    String friends() throws IOException {
        clock.setBack(Duration.ofDays(40));
        int list = tenant.friendsList();
        int number = 0;
        for (String row : rows().subList(1, FRIENDS + 1)) {
            for (long id : past.recipients().findBy(actor, "email", row.split(";")[0])) {
                if (past.bindings().get(actor, id, list, Binding.EMAIL).isEmpty()) {
                    past.bindings()
                            .set(
                                    actor,
                                    Binding.of(
                                            id,
                                            list,
                                            UserType.WORLD,
                                            BindingStatus.ACTIVE,
                                            "Friend of the shop"));
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

    private int bring(String heading, List<String> rows, List<Part> parts) throws IOException {
        int all = parts.stream().mapToInt(Part::weight).sum();
        int sum = 0;
        int from = 0;
        int left = 0;
        for (Part part : parts) {
            sum += part.weight();
            int to = (int) ((long) rows.size() * sum / all);
            // At some time of the day that is over.
            clock.setBack(Duration.ofDays(part.daysAgo()).plusMinutes(5L + random.nextInt(9 * 60)));
            importPart(heading, rows.subList(from, to));
            left += leave(rows.subList(0, to));
            from = to;
        }
        return left;
    }

    private void importPart(String heading, List<String> rows) throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        Path file = Files.createTempFile("recipients", ".csv");
        try {
            List<String> lines = new ArrayList<>(rows);
            lines.add(0, heading);
            Files.write(file, lines);
            tenant.importFile(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The more people there are, the more leave. */
    private int leave(List<String> rows) {
        int number = (int) Math.round(rows.size() * LEAVING / WEEKS * 2 * random.nextDouble());
        int left = 0;
        for (int i = 0; i < number; i++) {
            String email = rows.get(random.nextInt(rows.size())).split(";")[0];
            for (long id : past.recipients().findBy(actor, "email", email)) {
                past.bindings()
                        .set(
                                actor,
                                Binding.of(
                                        id,
                                        tenant.newsletterList(),
                                        UserType.WORLD,
                                        BindingStatus.OPT_OUT_BY_USER,
                                        "Left by the link in a mail"));
                left++;
            }
        }
        return left;
    }

    private static List<String> rows() throws IOException {
        try (InputStream csv = Tenant.resource("recipients.csv");
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8))) {
            return new ArrayList<>(reader.lines().toList());
        }
    }
}
