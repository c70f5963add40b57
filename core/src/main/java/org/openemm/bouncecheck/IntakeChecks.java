package org.openemm.bouncecheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openemm.config.Home;
import org.openemm.mailloop.IntakeStatus;

/** The backend's side: takes messages in, can be reached by the mail server, keeps up. */
final class IntakeChecks {
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final long MANY = 1000;

    private final Home home;
    private final Clock clock;

    IntakeChecks(Home home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    List<CheckResult> run() {
        List<CheckResult> results = new ArrayList<>();
        Optional<IntakeStatus> status = IntakeStatus.read(home);
        if (status.isEmpty()) {
            results.add(CheckResult.problem("intake", "never"));
            return results;
        }
        IntakeStatus known = status.get();
        if (known.written().isBefore(clock.instant().minus(FRESH))) {
            results.add(CheckResult.problem("intake", "stopped", known.written()));
            return results;
        }
        results.add(
                known.lastMessage().isPresent()
                        ? CheckResult.good("intake", "good", known.lastMessage().get())
                        : CheckResult.good("intake", "nothing"));
        results.add(socket(known));
        if (known.quarantined() > 0) {
            results.add(
                    CheckResult.warning(
                            "spool",
                            "quarantined",
                            known.quarantined(),
                            home.spool("mail/quarantine").toString()));
        } else if (known.waiting() > MANY) {
            results.add(CheckResult.warning("spool", "waiting", known.waiting()));
        } else {
            results.add(CheckResult.good("spool", "good", known.waiting()));
        }
        return results;
    }

    private CheckResult socket(IntakeStatus status) {
        Path socket = home.varRun().resolve("bav.sock");
        if (!status.milter() || !Files.exists(socket)) {
            return CheckResult.problem("milter", "missing", socket.toString());
        }
        try {
            // Postfix is another user: it needs to get through each directory, and to write.
            for (Path folder = socket.getParent(); folder != null; folder = folder.getParent()) {
                if (!Files.getPosixFilePermissions(folder)
                        .contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return CheckResult.problem("milter", "closed", folder.toString());
                }
            }
            return Files.getPosixFilePermissions(socket).contains(PosixFilePermission.OTHERS_WRITE)
                    ? CheckResult.good("milter", "good", socket.toString())
                    : CheckResult.problem("milter", "readonly", socket.toString());
        } catch (IOException e) {
            return CheckResult.warning("milter", "unknown", String.valueOf(e.getMessage()));
        }
    }
}
