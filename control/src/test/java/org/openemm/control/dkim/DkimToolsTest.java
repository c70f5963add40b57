package org.openemm.control.dkim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.config.Home;
import org.openemm.testsupport.DnsServer;
import org.openemm.testsupport.Ran;
import org.openemm.testsupport.TestDatabase;

class DkimToolsTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneId.of("Europe/Berlin"));

    @TempDir static Path root;
    @TempDir Path folder;
    private static TestDatabase server;
    private static DnsServer dns;

    @BeforeAll
    static void open() throws IOException {
        server = TestDatabase.create();
        dns = new DnsServer();
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(
                root.resolve("etc/dbcfg"),
                "openemm: dbms=mariadb, user=root, jdbc-connect=" + server.url() + "\n");
        Files.writeString(root.resolve("etc/system.cfg"), "dns-server = " + dns.address() + "\n");
    }

    @AfterAll
    static void close() {
        dns.close();
        server.close();
    }

    @BeforeEach
    void empty() throws Exception {
        try (var connection = server.dataSource().getConnection()) {
            connection.createStatement().execute("DELETE FROM dkim_key_tbl");
        }
    }

    @Test
    void dkimCreatMakesThreeFilesAndPrintsTheRecord() throws Exception {
        Ran ran = creat("sample.com", "selector", "2048");

        assertEquals(0, ran.exit());
        String[] lines = ran.out().split("\n");
        assertEquals(
                "Creating private/public key pair"
                        + " selector@sample.com.priv/selector@sample.com.pub for sample.com"
                        + " (selector selector) with 2048 bit",
                lines[0]);
        assertEquals("Installation sample for your DNS:", lines[1]);
        assertTrue(
                lines[2].matches(
                        "selector\\._domainkey\\.sample\\.com\\. IN TXT \"v=DKIM1;"
                                + " p=[A-Za-z0-9+/]{390,}={0,2}\""),
                lines[2]);
        assertEquals("Creating install-selector@sample.com.sh .. add done.", lines[3]);
        assertEquals("rw-------", mode("selector@sample.com.priv"));
        assertEquals("rw-r--r--", mode("selector@sample.com.pub"));
        assertEquals("rwx------", mode("install-selector@sample.com.sh"));
        assertTrue(
                Files.readString(folder.resolve("install-selector@sample.com.sh"))
                        .contains(
                                "dkim-mgr -v -c 1 \"$@\" sample.com selector"
                                        + " selector@sample.com.priv"));
        assertTrue(
                lines[2].contains(
                        "p=" + mgr("-D", path("selector@sample.com.pub")).out().strip() + "\""));
    }

    @Test
    void dkimCreatNeverReplacesAFile() throws Exception {
        creat("sample.com", "selector", "ed25519");
        String key = Files.readString(folder.resolve("selector@sample.com.priv"));

        Ran again = creat("sample.com", "selector", "2048");

        assertEquals(1, again.exit());
        assertTrue(again.err().contains("selector@sample.com.priv already exists"), again.err());
        assertEquals(key, Files.readString(folder.resolve("selector@sample.com.priv")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sample.com",
                "sample.com s",
                "sample.com s 2048 more",
                "-h",
                "sample.com s 512",
                "sample.com s 99999999999",
                "sample.com s many",
                "sample s 2048",
                "../x.com s 2048",
                "sample.com $(id) 2048"
            })
    void dkimCreatRefusesWhatMakesNoSense(String parameters) throws Exception {
        Ran ran = creat(parameters.isEmpty() ? new String[0] : parameters.split(" "));

        assertEquals(1, ran.exit());
        assertFalse(ran.err().isBlank());
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aKeyIsSavedOnlyWhenItsRecordFits() throws Exception {
        Ran made = creat("sample.com", "s1", "2048");
        String[] save = {"-v", "-c", "1", "sample.com", "s1", path("s1@sample.com.priv")};

        Ran early = mgr(save);
        assertEquals(1, early.exit());
        assertTrue(early.err().contains("s1._domainkey.sample.com"), early.err());
        assertEquals(1, mgr().out().lines().count());
        dns.publish("s1._domainkey.sample.com", record(made));
        assertEquals(0, mgr(with(save, "-V")).exit());
        assertEquals(1, mgr().out().lines().count());
        Ran saved = mgr(save);
        assertEquals(0, saved.exit(), saved.err());
        assertTrue(saved.out().contains("private key saved"), saved.out());
        assertTrue(mgr(save).out().contains("private key replaced"));
        List<String> list = mgr().out().lines().toList();
        assertEquals(2, list.size());
        assertTrue(list.get(0).matches("ID +CompanyID +Domain +Selector +Start +End"), list.get(0));
        assertTrue(list.get(1).matches("\\d+ +1 +sample\\.com +s1 +- +-"), list.get(1));
        assertTrue(mgr("-v").out().contains("rsa 2048 "));
        assertFalse(mgr("-v").out().contains("PRIVATE"));
        dns.publish("s1._domainkey.sample.com", "v=DKIM1; p=QUJD");
        assertEquals(1, mgr(with(save, "-V")).exit());
    }

    @Test
    void withoutAskingDnsAndWithDays() throws Exception {
        creat("sample.com", "s2", "ed25519");

        Ran saved =
                mgr(
                        "-S",
                        "-c",
                        "0",
                        "sample.com",
                        "s2",
                        path("s2@sample.com.priv"),
                        "2026-12-01",
                        "31.12.2026");

        assertEquals(0, saved.exit(), saved.err());
        assertTrue(
                mgr("-c", "0").out().contains("sample.com  s2        2026-12-01  2026-12-31"),
                mgr("-c", "0").out());
        assertEquals(1, mgr("-c", "1").out().lines().count());
        assertEquals("2027-01-01 00:00:00", end());
    }

    @Test
    void keysAreMadeInNamedFilesAndOtherNameServersAsked() throws Exception {
        assertEquals(0, mgr("-n", path("a.priv"), path("a.pub")).exit());
        assertEquals(1, mgr("-n", path("a.priv"), path("b.pub")).exit());
        assertEquals("rw-------", mode("a.priv"));
        String key = mgr("-D", path("a.pub")).out().strip();
        try (DnsServer other = new DnsServer()) {
            other.publish("s9._domainkey.sample.com", "v=DKIM1; p=" + key);
            String[] validate = {"-V", "sample.com", "s9", path("a.priv")};

            assertEquals(1, mgr(validate).exit());
            assertEquals(0, mgr(with(validate, "--dns-server", other.address())).exit());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help-me",
                "-c",
                "-c x",
                "sample.com",
                "sample.com s1",
                "sample.com s1 /no/such/file",
                "-S sample.com s1 f 2026-13-01",
                "-V -S sample.com s1 f",
                "-n one",
                "-D /no/such/file",
                "-D"
            })
    void dkimMgrSaysWhatIsWrong(String parameters) throws Exception {
        Ran ran = mgr(parameters.split(" "));

        assertEquals(1, ran.exit(), ran.out());
        assertFalse(ran.err().isBlank());
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String end() throws Exception {
        try (var connection = server.dataSource().getConnection();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT DATE_FORMAT(CONVERT_TZ(valid_end, '+00:00',"
                                                + " '+01:00'), '%Y-%m-%d %H:%i:%s') FROM"
                                                + " dkim_key_tbl")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String record(Ran made) {
        Matcher matcher = Pattern.compile("TXT \"([^\"]+)\"").matcher(made.out());
        assertTrue(matcher.find());
        return matcher.group(1);
    }

    private static String[] with(String[] parameters, String... more) {
        String[] all = Arrays.copyOf(more, more.length + parameters.length);
        System.arraycopy(parameters, 0, all, more.length, parameters.length);
        return all;
    }

    private Ran creat(String... parameters) throws Exception {
        return Ran.of(() -> new DkimCreate(folder).run(List.of(parameters)));
    }

    private static Ran mgr(String... parameters) throws Exception {
        return Ran.of(
                () -> {
                    try {
                        return new DkimManage(new Home(root), CLOCK).run(List.of(parameters));
                    } catch (IOException e) {
                        // As Main does.
                        System.err.println(e.getMessage());
                        return 1;
                    }
                });
    }
}
