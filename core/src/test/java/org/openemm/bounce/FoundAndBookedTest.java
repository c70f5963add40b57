package org.openemm.bounce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openemm.response.BounceMailRules;
import org.openemm.response.Finding;
import org.openemm.response.IncomingMail;
import org.openemm.response.Scanner;
import org.openemm.uid.Uid;

/** What is found in messages and what is booked for them are decided in two places. */
class FoundAndBookedTest extends BounceWorld {
    private static final Path MESSAGES = Path.of("src/test/resources/bounces");

    @Test
    void whatIsFoundHardIsBookedHardAndWhatIsFoundSoftIsNot() throws IOException {
        BounceRules rules = database.inTransaction(tx -> BounceRules.read(tx, 1));
        Scanner scanner =
                new Scanner(
                        BounceMailRules.read(
                                "bav.rule", Files.readString(Path.of("../conf/bav.rule"))),
                        text -> Optional.of(Uid.of(1, 7, 1, 0, 0, 0)));
        List<String> different = new ArrayList<>();
        try (Stream<Path> files = Files.list(MESSAGES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".eml")).toList()) {
                Finding found = scanner.scan(IncomingMail.parse(Files.readAllBytes(file)));
                if (!found.isBookable()) {
                    continue;
                }
                BounceDetail booked = rules.verdict(mail(1, found.dsn(), found.text())).detail();
                boolean same =
                        found.isHard()
                                ? booked.isHard()
                                : !booked.isHard() && booked != BounceDetail.IGNORE;
                if (!same) {
                    different.add(file.getFileName() + ": " + found + " booked " + booked);
                }
            }
        }

        assertEquals(List.of(), different);
    }
}
