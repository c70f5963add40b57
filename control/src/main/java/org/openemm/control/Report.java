package org.openemm.control;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What people read at the console. */
final class Report {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private String password;

    static void print(String title, String text) {
        System.out.printf("  %-11s %s%n", title, text);
    }

    void line(String title, String text) {
        print(title, text);
    }

    void line(Service service, Installation.Outcome outcome) throws IOException {
        Optional<Running> running = service.running();
        String state =
                outcome.ran()
                        ? "runs already"
                        : String.format(Locale.ROOT, "started in %.1f s", outcome.seconds());
        print(
                service.title(),
                state + running.map(process -> ", port " + process.port()).orElse(""));
    }

    void password(String text) {
        password = text;
    }

    void address(Setup setup) {
        String host =
                setup.localHttpAddress().equals("127.0.0.1")
                        ? "localhost"
                        : setup.localHttpAddress();
        System.out.println("OpenEMM answers at http://" + host + ":" + setup.httpPort() + "/");
    }

    /** The only time that the password is shown. */
    void printPassword() {
        if (password != null) {
            System.out.println(
                    "First login: user emm-master, password "
                            + password
                            + " (shown only now; you will be asked to change it)");
        }
    }

    static void status(Service service, Clock clock) throws IOException {
        Optional<Running> running = service.running();
        if (running.isEmpty()) {
            print(service.title(), "does not run");
            return;
        }
        Running process = running.get();
        print(
                service.title(),
                "runs since %s (%s), port %d, process %d, %d MB"
                        .formatted(
                                TIME.format(process.since().atZone(ZoneId.systemDefault())),
                                duration(Duration.between(process.since(), clock.instant())),
                                process.port(),
                                process.pid(),
                                process.memory() / (1024 * 1024)));
    }

    private static String duration(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
    }
}
