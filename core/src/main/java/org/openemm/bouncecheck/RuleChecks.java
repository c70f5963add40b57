package org.openemm.bouncecheck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.openemm.config.Home;
import org.openemm.response.BounceMailRules;

/** The administrator's rules. */
final class RuleChecks {
    private static final String CHECK = "rules";
    private static final int SHOWN = 5;

    private final Home home;

    RuleChecks(Home home) {
        this.home = home;
    }

    List<CheckResult> run() {
        Path file = home.lib().resolve("bav.rule");
        try {
            BounceMailRules rules =
                    BounceMailRules.read(
                            "bav.rule",
                            new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            List<BounceMailRules.Problem> problems = rules.problems();
            if (problems.isEmpty()) {
                return List.of(CheckResult.good(CHECK, "good", rules.size()));
            }
            String lines =
                    problems.stream()
                            .limit(SHOWN)
                            .map(p -> p.line() + ": " + p.text() + " (" + p.reason() + ")")
                            .collect(Collectors.joining("; "));
            return List.of(
                    CheckResult.warning(CHECK, "errors", problems.size(), lines, file.toString()));
        } catch (NoSuchFileException e) {
            return List.of(
                    CheckResult.warning(
                            CHECK,
                            "missing",
                            file.toString(),
                            home.conf().resolve("bav.rule").toString()));
        } catch (IOException e) {
            return List.of(
                    CheckResult.warning(
                            CHECK, "unreadable", file.toString(), String.valueOf(e.getMessage())));
        }
    }
}
