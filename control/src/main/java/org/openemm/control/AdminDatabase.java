package org.openemm.control;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.dbcp2.BasicDataSource;
import org.openemm.InvalidInput;
import org.openemm.config.DbCfg;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.database.DatabaseFailure;
import org.openemm.i18n.Texts;

/** The database of an installation for commands; what goes wrong is told to the terminal. */
public final class AdminDatabase {
    private AdminDatabase() {}

    /** Work with a database. */
    @FunctionalInterface
    public interface Work {
        void with(Database database) throws IOException;
    }

    /**
     * @return exit code: 0 done, 1 refused or failed
     */
    public static int run(Home home, Work work) throws IOException {
        Optional<DbCfg> dbCfg = DbCfg.find(home);
        if (dbCfg.isEmpty()) {
            System.err.println(
                    "There is no etc/dbcfg in " + home.root() + ": start OpenEMM first.");
            return 1;
        }
        try (BasicDataSource pool = new BasicDataSource()) {
            pool.setUrl(dbCfg.get().jdbcUrl());
            pool.setUsername(dbCfg.get().user());
            pool.setPassword(dbCfg.get().password());
            work.with(Database.over(pool, List.of()));
            return 0;
        } catch (InvalidInput e) {
            System.err.println(text(e));
        } catch (DatabaseFailure | SQLException e) {
            System.err.println(
                    "The database does not answer (is OpenEMM running?): " + e.getMessage());
        }
        return 1;
    }

    /** What is wrong, in the language of the machine if we speak it. */
    public static String text(InvalidInput invalid) {
        return invalid.problems().stream()
                .map(problem -> text(problem.key(), problem.arguments().toArray()))
                .collect(Collectors.joining("\n"));
    }

    /** A text of the core. */
    public static String text(String key, Object... arguments) {
        return Texts.load(
                        AdminDatabase.class.getClassLoader(),
                        List.of(
                                "messages/webservice",
                                "messages/account",
                                "messages/company",
                                "messages/dkim"),
                        List.of("en", "de"))
                .text(Locale.getDefault(), key, arguments);
    }
}
