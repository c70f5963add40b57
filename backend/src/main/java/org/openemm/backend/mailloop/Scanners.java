package org.openemm.backend.mailloop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.response.BounceMailRules;
import org.openemm.response.Scanner;
import org.openemm.response.UidVerifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scanner for each filter: with the rules of the filter, of its company, of all companies
 * (bounce_rule_tbl) and those of {@code lib/bav.rule}. Changes are in force after a minute; rules
 * that are wrong are told of and left out. Thread-safe.
 */
final class Scanners {
    private static final Logger LOG = LoggerFactory.getLogger(Scanners.class);
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final Path file;
    private final UidVerifier verifier;
    private final Clock clock;

    private Source source;
    private Instant read = Instant.EPOCH;
    private final Map<Owner, Scanner> scanners = new HashMap<>();

    Scanners(Database database, Home home, UidVerifier verifier, Clock clock) {
        this.database = database;
        file = home.lib().resolve("bav.rule");
        this.verifier = verifier;
        this.clock = clock;
    }

    /** Whose rules: company and filter, 0 for all. */
    private record Owner(int companyId, int rid) {}

    private record Source(String file, Map<Owner, String> table) {}

    /**
     * @param companyId 0 when nobody knows
     * @param rid 0 when it was sent to no filter
     */
    synchronized Scanner of(int companyId, int rid) {
        if (clock.instant().isAfter(read.plus(LIFETIME))) {
            Source fresh = new Source(text(), table());
            if (!fresh.equals(source)) {
                source = fresh;
                scanners.clear();
            }
            read = clock.instant();
        }
        return scanners.computeIfAbsent(new Owner(companyId, rid), this::make);
    }

    private Scanner make(Owner owner) {
        BounceMailRules rules = BounceMailRules.none();
        for (Owner level :
                List.of(
                                owner,
                                new Owner(0, owner.rid()),
                                new Owner(owner.companyId(), 0),
                                new Owner(0, 0))
                        .stream()
                        .distinct()
                        .toList()) {
            if (source.table().containsKey(level)) {
                rules = rules.then(parsed(level, source.table().get(level)));
            }
        }
        rules = rules.then(BounceMailRules.read("bav.rule", source.file()));
        for (BounceMailRules.Problem problem : rules.problems()) {
            LOG.warn(
                    "Bounce rule left out, {} line {}: {} ({})",
                    problem.source(),
                    problem.line(),
                    problem.text(),
                    problem.reason());
        }
        return new Scanner(rules, verifier);
    }

    private static BounceMailRules parsed(Owner owner, String definition) {
        String name = "bounce_rule_tbl(" + owner.companyId() + "," + owner.rid() + ")";
        try {
            return BounceMailRules.of(
                    name,
                    JSON.readValue(definition, new TypeReference<Map<String, List<String>>>() {}));
        } catch (JsonProcessingException e) {
            LOG.warn("{} left out: {}", name, e.getOriginalMessage());
            return BounceMailRules.none();
        }
    }

    private String text() {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", file, e.toString());
            return source == null ? "" : source.file();
        }
    }

    private Map<Owner, String> table() {
        return database.inTransaction(
                tx -> {
                    Map<Owner, String> rows = new HashMap<>();
                    tx.sql()
                            .createQuery("SELECT company_id, rid, definition FROM bounce_rule_tbl")
                            .map(
                                    (row, context) ->
                                            rows.put(
                                                    new Owner(
                                                            row.getInt("company_id"),
                                                            row.getInt("rid")),
                                                    row.getString("definition")))
                            .list();
                    return Map.copyOf(rows);
                });
    }
}
