package org.openemm.account;

import java.time.Clock;
import org.openemm.database.Transaction;

/**
 * The user activity log (userlog_tbl): one line per change, written in the transaction of the
 * change.
 */
public final class ActivityLog {
    private static final int MAX_ACTION = 100;
    private static final int MAX_DESCRIPTION = 4000;
    private final Clock clock;

    public ActivityLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * Adds a line.
     *
     * @param action what was done, e.g. {@code create mailing}
     * @param description to what, readable for a person, e.g. {@code Spring news (12)}
     */
    public void record(Transaction tx, Actor actor, String action, String description) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO userlog_tbl (logtime, username, action, description)
                        VALUES (:now, :user, :action, :description)
                        """)
                .bind("now", clock.instant())
                .bind("user", actor.name())
                .bind("action", cut(action, MAX_ACTION))
                .bind("description", cut(description, MAX_DESCRIPTION))
                .execute();
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
