package org.openemm.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.openemm.config.DbCfg;
import org.openemm.config.Home;

/**
 * Which database this installation uses: the one that {@code etc/dbcfg} names, else a server of our
 * own, which then gets its record there. The pair {@code server=own} marks such a record.
 *
 * @param own whether we start and stop the server
 */
record DatabaseChoice(DbCfg dbCfg, boolean own) {
    private static final String OWN_KEY = "server";
    private static final String OWN_VALUE = "own";

    /** The choice made; writes the record of our own server when there is none yet. */
    static DatabaseChoice make(Setup setup) throws IOException {
        Optional<DatabaseChoice> existing = existing(setup.home());
        if (existing.isPresent() && !existing.get().own()) {
            return existing.get();
        }
        String password =
                existing.map(choice -> choice.dbCfg().password())
                        .filter(text -> !text.isEmpty())
                        .orElseGet(() -> Keys.password(24));
        String record = record(setup, password);
        DatabaseChoice choice = new DatabaseChoice(DbCfg.parse(record).get("openemm"), true);
        if (existing.isEmpty() || !existing.get().equals(choice)) {
            HomeLayout.writeSecret(file(setup.home()), record);
        }
        return choice;
    }

    /** What the file says, without changing it. */
    static Optional<DatabaseChoice> existing(Home home) {
        return DbCfg.find(home)
                .map(
                        dbCfg ->
                                new DatabaseChoice(
                                        dbCfg,
                                        dbCfg.get(OWN_KEY).filter(OWN_VALUE::equals).isPresent()));
    }

    private static String record(Setup setup, String password) {
        return """
        # Database of this installation. Pairs are separated by a comma and a blank.
        # The pair server=own stands for the MariaDB server that openemm.sh starts itself.
        openemm: dbms=mariadb, host=127.0.0.1, name=openemm, user=openemm, password=%s, \
        jdbc-connect=jdbc:mariadb://127.0.0.1:%d/openemm, \
        jdbc-driver=org.mariadb.jdbc.Driver, %s=%s
        """
                .formatted(password, setup.dbPort(), OWN_KEY, OWN_VALUE);
    }

    private static Path file(Home home) {
        return home.etc().resolve("dbcfg");
    }
}
