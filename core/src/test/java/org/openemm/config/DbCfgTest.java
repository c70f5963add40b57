package org.openemm.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DbCfgTest {
    private static final Machine MACHINE = new Machine("openemm", "mail.example.com");

    @TempDir Path folder;

    @Test
    void theExampleOfTheGuideIsUnderstood() {
        DbCfg record =
                only(
                        "openemm: dbms=mariadb, host=localhost, name=openemm, user=openemm,"
                            + " password=secret,"
                            + " jdbc-connect=jdbc:mariadb://localhost/openemm?zeroDateTimeBehavior=convertToNull&useUnicode=true&characterEncoding=UTF-8,"
                            + " jdbc-driver=org.mariadb.jdbc.Driver");

        assertEquals("localhost", record.host());
        assertEquals("openemm", record.name());
        assertEquals("openemm", record.user());
        assertEquals("secret", record.password());
        assertEquals("mariadb", record.get("dbms").orElseThrow());
        assertEquals("org.mariadb.jdbc.Driver", record.get("jdbc-driver").orElseThrow());
        assertEquals(
                "jdbc:mariadb://localhost/openemm?zeroDateTimeBehavior=convertToNull&useUnicode=true&characterEncoding=UTF-8"
                    + "&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true&preserveInstants=true&useBulkStmts=true&connectTimeout=5000",
                record.jdbcUrl());
    }

    @Test
    void aCommaWithoutBlankBelongsToThePassword() {
        assertEquals("a,b,,c", only("openemm: host=db, password=a,b,,c, user=me").password());
        assertEquals("a,", only("openemm: host=db, user=me, password=a,").password());
    }

    @Test
    void onlyTheFirstEqualsSignSeparates() {
        assertEquals("=x=y==", only("openemm: password==x=y==, user=me").password());
    }

    @Test
    void umlautsColonsAndHashesStayInThePassword() {
        assertEquals("Größe:#1 ñ€😀", only("openemm: password=Größe:#1 ñ€😀, user=me").password());
    }

    @Test
    void blanksAroundKeysAndValuesDoNotCount() {
        DbCfg record = only("  openemm :  host = db ,   user =  me  ,\tpassword = p w  ");

        assertEquals("db", record.host());
        assertEquals("me", record.user());
        assertEquals("p w", record.password());
    }

    @Test
    void commentsBlankLinesAndPairsWithoutEqualsSignAreSkipped() {
        String text = "# openemm: host=old\n\n   \n  # x: y=z\nopenemm: nonsense, host=db, =x\n!!";

        Map<String, DbCfg> records = DbCfg.parse(text);

        assertEquals(1, records.size());
        assertEquals(Map.of("host", "db"), records.get("openemm").values());
    }

    @Test
    void aLaterLineOfTheSameIdAndALaterPairOfTheSameKeyWin() {
        Map<String, DbCfg> records =
                DbCfg.parse("openemm: host=a, user=u\nopenemm: host=b, host=c\r\n");

        assertEquals(Map.of("host", "c"), records.get("openemm").values());
    }

    @Test
    void withoutJdbcAddressItIsPutTogether() {
        assertEquals(
                "jdbc:mariadb://db.example.com/news?connectionTimeZone=UTC"
                    + "&forceConnectionTimeZoneToSession=true&preserveInstants=true&useBulkStmts=true&connectTimeout=5000",
                only("openemm: host=db.example.com, name=news").jdbcUrl());
    }

    @Test
    void peopleAreShownWhereTheDatabaseIs() {
        assertEquals(
                "db:3307/news",
                only("openemm: jdbc-connect=jdbc:mariadb://db:3307/news?a=b").address());
        assertEquals("db/openemm", only("openemm: host=db").address());
    }

    @Test
    void optionsThatTheAddressSetsItselfAreLeftAlone() {
        String address =
                "jdbc:mariadb://h/n?connectionTimeZone=+02:00&forceConnectionTimeZoneToSession=false"
                    + "&preserveInstants=false&useBulkStmts=false&connectTimeout=9";

        assertEquals(address, only("openemm: jdbc-connect=" + address).jdbcUrl());
    }

    @Test
    void theOnlyRecordIsUsedWhateverItsName() throws IOException {
        write("news: host=db, name=news");

        assertEquals("news", find(Map.of()).orElseThrow().name());
    }

    @Test
    void amongSeveralRecordsOpenemmIsUsedAndWithALicenceEmm() throws IOException {
        write("emm: host=paid\nopenemm: host=free\ntest: host=test");

        assertEquals("free", find(Map.of()).orElseThrow().host());
        assertEquals("paid", find(Map.of("SYSTEM_CONFIG", "licence = 4711")).orElseThrow().host());
    }

    @Test
    void theEnvironmentBeatsTheFile() throws IOException {
        write("openemm: host=file");
        Path other = Files.writeString(folder.resolve("other"), "openemm: host=path");

        assertEquals("path", find(Map.of("DBCFG_PATH", other.toString())).orElseThrow().host());
        assertEquals(
                "content",
                find(Map.of("DBCFG_PATH", other.toString(), "DBCFG", "openemm: host=content"))
                        .orElseThrow()
                        .host());
    }

    @Test
    void systemCfgMayHoldTheRecords() {
        Optional<DbCfg> found =
                find(Map.of("SYSTEM_CONFIG", "dbcfg={\na: host=1\nopenemm: host=2\n}\nx = y"));

        assertEquals("2", found.orElseThrow().host());
    }

    @Test
    void nothingAnywhereIsNoRecord() {
        assertTrue(find(Map.of()).isEmpty());
    }

    @Test
    void thePasswordNeverAppearsInALogLine() {
        assertFalse(only("openemm: host=db, password=geheim").toString().contains("geheim"));
    }

    private static DbCfg only(String line) {
        return DbCfg.parse(line).get("openemm");
    }

    private void write(String text) throws IOException {
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc/dbcfg"), text);
    }

    private Optional<DbCfg> find(Map<String, String> environment) {
        Home home = new Home(folder);
        return DbCfg.find(home, SystemCfg.read(home, environment, MACHINE), environment);
    }
}
