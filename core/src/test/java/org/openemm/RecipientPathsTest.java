package org.openemm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whoever reads or changes recipients for an actor keeps to his limit ({@code
 * account.RecipientLimit}). Every class with SQL on the tables of recipients either does so itself
 * or stands here, with the reason why it need not.
 */
class RecipientPathsTest {
    private static final Path SOURCES = Path.of("src/main/java/org/openemm");

    private static final Pattern TABLES =
            Pattern.compile(
                    "customer_(%|<company>|\\{|\""
                            + " \\+)[^\"]{0,12}_tbl|customerTable\\(|\"customer_\"");

    private static final Pattern LIMITED =
            Pattern.compile("limit\\(\\)|RecipientAccess|RecipientLimit|seenBy");

    private static final String NOT_FOR_AN_ACTOR = "works for the product, not for an actor";
    private static final String GIVEN = "gets ids or a condition that the caller has limited";
    private static final String COLUMNS = "columns and their default values, no recipients";

    private static final Map<String, String> NEED_NOT =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("blocklist/BlockedBindings", NOT_FOR_AN_ACTOR),
                            Map.entry("bounce/BounceStore", NOT_FOR_AN_ACTOR),
                            Map.entry("bounce/ScoringQuery", GIVEN),
                            Map.entry("bounce/ScoringStore", GIVEN),
                            Map.entry("bulk/BulkSql", GIVEN),
                            Map.entry("contact/ContactStore", GIVEN),
                            Map.entry("dashboard/FirstSteps", "only whether there is anybody"),
                            Map.entry("delivery/AudienceSql", GIVEN),
                            Map.entry("delivery/Blocked", NOT_FOR_AN_ACTOR),
                            Map.entry("delivery/BounceBleed", NOT_FOR_AN_ACTOR),
                            Map.entry("eql/BehaviourSql", "conditions of rules on cust"),
                            Map.entry("insight/Counting", GIVEN),
                            Map.entry("insight/Explaining", GIVEN),
                            Map.entry("job/DatabaseCleaner", NOT_FOR_AN_ACTOR),
                            Map.entry("job/UnconfirmedRecipients", NOT_FOR_AN_ACTOR),
                            Map.entry("mailing/MailingAudience", "only whether there is anybody"),
                            Map.entry("privacy/ErasureStore", GIVEN),
                            Map.entry("privacy/PersonStore", GIVEN),
                            Map.entry("profilefield/CustomerTable", "names of tables"),
                            Map.entry("profilefield/FieldCopy", COLUMNS),
                            Map.entry("profilefield/FieldDdl", COLUMNS),
                            Map.entry("profilefield/FieldTriggers", COLUMNS),
                            Map.entry("profilefield/FieldUses", "a deletion concerns everybody"),
                            Map.entry("profilefield/ProfileFieldStore", COLUMNS),
                            Map.entry("recipient/BindingFilter", GIVEN),
                            Map.entry("recipient/BindingStore", GIVEN),
                            Map.entry("recipient/RecipientEstimate", GIVEN),
                            Map.entry("rendering/SnapshotStore", COLUMNS),
                            Map.entry("statistics/GrowthStore", GIVEN),
                            Map.entry("statistics/MailingFiguresStore", GIVEN),
                            Map.entry("statistics/RecipientRollups", NOT_FOR_AN_ACTOR),
                            Map.entry("statistics/RecipientStatisticsStore", GIVEN),
                            Map.entry("subscription/RequestStore", NOT_FOR_AN_ACTOR),
                            Map.entry("tracking/EventStore", NOT_FOR_AN_ACTOR),
                            Map.entry("tracking/LastActivity", NOT_FOR_AN_ACTOR),
                            Map.entry("tracking/OptOuts", NOT_FOR_AN_ACTOR),
                            Map.entry("tracking/ProfileReader", NOT_FOR_AN_ACTOR)));

    @Test
    void everyQueryOnRecipientsKeepsToTheLimitOfTheActorOrSaysWhyItNeedNot() throws IOException {
        Set<String> free = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .collect(Collectors.toList());
            for (Path file : sources) {
                String text = read(file);
                if (TABLES.matcher(text).find() && !LIMITED.matcher(text).find()) {
                    free.add(SOURCES.relativize(file).toString().replace(".java", ""));
                }
            }
        }

        assertEquals(NEED_NOT.keySet(), free);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
