package org.openemm.job;

import java.time.Instant;
import java.util.List;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.notification.SystemMails;

/**
 * Mails errors that database triggers caught (emm_db_errorlog_tbl) since the last run. Parameters:
 * {@code infoMailAddress} (else mailaddress.error), {@code infoMailSubject}.
 */
final class DatabaseErrorCheck implements Job {
    private static final int MAX_LINES = 100;

    private final Database database;
    private final Settings settings;
    private final SystemMails mails;

    DatabaseErrorCheck(Database database, Settings settings, SystemMails mails) {
        this.database = database;
        this.settings = settings;
        this.mails = mails;
    }

    @Override
    public String run(JobContext context) {
        List<String> errors =
                database.inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                """
                                                SELECT CONCAT_WS(' ', creation_date, 'company', company_id, module_name,
                                                                 errortext)
                                                  FROM emm_db_errorlog_tbl WHERE creation_date >= :since
                                                 ORDER BY creation_date LIMIT :max
                                                """)
                                        .bind(
                                                "since",
                                                context.previousStart()
                                                        .orElse(Instant.EPOCH.plusSeconds(1)))
                                        .bind("max", MAX_LINES)
                                        .mapTo(String.class)
                                        .list());
        if (!errors.isEmpty()) {
            mails.send(
                    context.parameter("infoMailAddress")
                            .orElseGet(() -> settings.get(0, "mailaddress.error", "")),
                    context.parameter("infoMailSubject").orElse("Errors in the database"),
                    String.join("\n", errors));
        }
        return OK;
    }
}
