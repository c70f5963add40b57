package org.openemm.control.dkim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.config.SystemCfg;
import org.openemm.control.AdminDatabase;
import org.openemm.database.Database;
import org.openemm.dkim.DkimKey;
import org.openemm.dkim.DkimKeys;
import org.openemm.dkim.DnsLookup;
import org.openemm.dkim.KeyBox;
import org.openemm.dkim.KeyName;
import org.openemm.dkim.KeyText;
import org.openemm.dkim.PrivateDkimKey;
import org.openemm.dkim.RecordCheck;
import org.openemm.dkim.TxtLookup;
import org.openemm.dkim.Validity;

/** {@code dkim-mgr}: lists, makes, checks and saves keys. */
public final class DkimManage {
    private static final int COMPANY = 1;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Home home;
    private final Clock clock;

    public DkimManage(Home home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    /**
     * @return exit code: 0 done, 1 refused, failed, or wrong parameters
     */
    public int run(List<String> parameters) throws IOException {
        try {
            return run(MgrOptions.parse(parameters));
        } catch (MgrOptions.Wrong e) {
            System.err.println(e.getMessage());
            System.err.print(MgrOptions.USAGE);
        } catch (InvalidInput e) {
            System.err.println(AdminDatabase.text(e));
        }
        return 1;
    }

    private int run(MgrOptions options) throws IOException, MgrOptions.Wrong {
        List<String> words = options.words();
        if (options.help()) {
            System.out.print(MgrOptions.USAGE);
            return 0;
        }
        if (options.create()) {
            require(words.size() == 2 || words.size() == 3, "-n needs two files.");
            return create(
                    Path.of(words.get(0)),
                    Path.of(words.get(1)),
                    words.size() == 3 ? words.get(2) : "2048");
        }
        if (options.print()) {
            require(words.size() == 1, "-D needs the file of a public key.");
            System.out.println(KeyFiles.publicText(Path.of(words.get(0))));
            return 0;
        }
        if (words.isEmpty() && !options.validateOnly() && !options.skip()) {
            return AdminDatabase.run(home, database -> list(database, options));
        }
        require(
                words.size() >= 3 && words.size() <= 5,
                "A domain, a selector and the file of a private key are needed.");
        require(!options.validateOnly() || !options.skip(), "-V and -S exclude each other.");
        return save(options);
    }

    private static int create(Path privateFile, Path publicFile, String bits)
            throws IOException, MgrOptions.Wrong {
        require(DkimCreate.isBits(bits), "\"" + bits + "\" is no length from 1024 to 4096.");
        for (Path file : List.of(privateFile, publicFile)) {
            if (Files.exists(file)) {
                System.err.println(file + " already exists.");
                return 1;
            }
        }
        KeyFiles.create(privateFile, publicFile, bits);
        return 0;
    }

    private int save(MgrOptions options) throws IOException, MgrOptions.Wrong {
        List<String> words = options.words();
        KeyName name = KeyName.of(words.get(0), words.get(1));
        Validity validity = validity(options.day(3), options.day(4));
        PrivateDkimKey key = KeyText.parse(KeyFiles.read(Path.of(words.get(2))));
        if (!options.skip()) {
            TxtLookup dns =
                    options.server().isEmpty() && !options.tcp()
                            ? DnsLookup.of(SystemCfg.read(home))
                            : new DnsLookup(options.server(), options.tcp());
            RecordCheck check =
                    RecordCheck.lookUp(dns, name, key.type(), key.publicText(), clock.instant());
            String found = AdminDatabase.text("dkim.check." + check.key(), check.detail());
            if (!check.state().isGood()) {
                System.err.println(name.record() + ": " + found);
                return 1;
            }
            if (options.verbose() || options.validateOnly()) {
                System.out.println(name.record() + ": " + found);
            }
        }
        if (options.validateOnly()) {
            return 0;
        }
        return AdminDatabase.run(
                home,
                database -> {
                    DkimKeys.Put put =
                            keys(database)
                                    .put(
                                            actor(options.company().orElse(COMPANY)),
                                            name,
                                            key,
                                            validity);
                    System.out.printf(
                            "%s: private key %s (ID %d)%n",
                            name.record(), put.replaced() ? "replaced" : "saved", put.id());
                });
    }

    /** The last day is part of it. */
    private Validity validity(LocalDate first, LocalDate last) {
        return new Validity(
                first == null ? null : startOf(first),
                last == null ? null : startOf(last.plusDays(1)));
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    private void list(Database database, MgrOptions options) {
        List<DkimKey> keys =
                keys(database).ofEverybody(actor(options.company().orElse(COMPANY))).stream()
                        .filter(
                                key ->
                                        options.company().isEmpty()
                                                || options.company().getAsInt() == key.companyId())
                        .toList();
        List<List<String>> rows = new ArrayList<>();
        List<String> heading =
                new ArrayList<>(List.of("ID", "CompanyID", "Domain", "Selector", "Start", "End"));
        if (options.verbose()) {
            heading.add("Key");
        }
        rows.add(heading);
        for (DkimKey key : keys) {
            List<String> row =
                    new ArrayList<>(
                            List.of(
                                    String.valueOf(key.id()),
                                    String.valueOf(key.companyId()),
                                    key.name().domain(),
                                    key.name().selector(),
                                    day(key.validity().start(), false),
                                    day(key.validity().end(), true)));
            if (options.verbose()) {
                row.add(
                        key.type()
                                .map(type -> type.tag() + " " + key.bits() + " " + key.publicText())
                                .orElse("unreadable: " + key.problem()));
            }
            rows.add(row);
        }
        print(rows);
    }

    private static void print(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            System.out.println(line.toString().stripTrailing());
        }
    }

    /** As one would type it: the last day for an end at midnight. */
    private String day(Instant moment, boolean isEnd) {
        if (moment == null) {
            return "-";
        }
        ZonedDateTime time = moment.atZone(clock.getZone());
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate().minusDays(isEnd ? 1 : 0).toString()
                : MOMENT.format(time);
    }

    private DkimKeys keys(Database database) {
        return new DkimKeys(
                database,
                new ActivityLog(clock),
                new KeyBox(home),
                DnsLookup.of(SystemCfg.read(home)),
                clock);
    }

    private static Actor actor(int company) {
        return Actor.system("dkim-mgr:" + System.getProperty("user.name"), company);
    }

    private static void require(boolean fulfilled, String message) throws MgrOptions.Wrong {
        if (!fulfilled) {
            throw new MgrOptions.Wrong(message);
        }
    }
}
