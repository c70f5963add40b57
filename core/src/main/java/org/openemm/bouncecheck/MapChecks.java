package org.openemm.bouncecheck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openemm.config.Home;
import org.openemm.config.SystemCfg;
import org.openemm.mailloop.FilterAddresses;
import org.openemm.mailloop.FilterDirectory;

/** The files by which Postfix knows our domains. */
final class MapChecks {
    private static final String CHECK = "maps";

    private final Home home;
    private final SystemCfg settings;
    private final FilterDirectory directory;

    MapChecks(Home home, SystemCfg settings, FilterDirectory directory) {
        this.home = home;
        this.settings = settings;
        this.directory = directory;
    }

    List<CheckResult> run() {
        FilterAddresses addresses = directory.read().addresses();
        List<CheckResult> results = new ArrayList<>();
        try {
            Path relay = home.varRun().resolve("relay.domains");
            String domains = addresses.relayDomains();
            if (!Files.exists(relay)) {
                results.add(CheckResult.problem(CHECK, "missing", relay.toString()));
            } else if (!Files.readString(relay, StandardCharsets.UTF_8).equals(domains)) {
                results.add(CheckResult.warning(CHECK, "old", relay.toString()));
            } else {
                results.add(databases());
            }
        } catch (IOException e) {
            results.add(CheckResult.problem(CHECK, "unreadable", String.valueOf(e.getMessage())));
        }
        return results;
    }

    /** Postfix reads what postmap makes of the texts. */
    private CheckResult databases() throws IOException {
        String ending =
                switch (settings.get("mailloop-map-type").orElse("hash")) {
                    case "lmdb" -> ".lmdb";
                    case "cdb" -> ".cdb";
                    default -> ".db";
                };
        for (String name : List.of("relay.domains", "transport.maps")) {
            Path text = home.varRun().resolve(name);
            Path database = home.varRun().resolve(name + ending);
            if (!Files.exists(database)
                    || Files.getLastModifiedTime(database)
                                    .compareTo(Files.getLastModifiedTime(text))
                            < 0) {
                return CheckResult.problem(CHECK, "database", text.toString());
            }
        }
        return CheckResult.good(CHECK, "good");
    }
}
