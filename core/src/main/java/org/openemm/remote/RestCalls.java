package org.openemm.remote;

import java.time.Clock;
import org.openemm.account.Actor;
import org.openemm.database.Database;

/** The log of the calls of REST (restful_usage_log_tbl). */
public final class RestCalls {
    private static final int MAX_ADDRESS = 1_000;
    private static final int MAX_DESCRIPTION = 4_000;
    private static final int MAX_METHOD = 7;
    private static final int MAX_HOST = 64;

    private final Database database;
    private final Clock clock;

    public RestCalls(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A call of a known user that reached a service, however it ended.
     *
     * @param address path without query
     * @param description what was asked for; never a body
     * @param host as the caller named this server
     */
    public record Call(String method, String address, String description, String host) {}

    /** Writes a line; what is too long is cut. */
    public void record(Actor actor, Call call) {
        database.run(
                tx ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO restful_usage_log_tbl (timestamp, endpoint, description,
                                               request_method, company_id, username, host_name)
                                        VALUES (:now, :address, :description, :method, :company, :user, :host)
                                        """)
                                .bind("now", clock.instant())
                                .bind("address", cut(call.address(), MAX_ADDRESS))
                                .bind("description", cut(call.description(), MAX_DESCRIPTION))
                                .bind("method", cut(call.method(), MAX_METHOD))
                                .bind("company", actor.companyId())
                                .bind("user", actor.name())
                                .bind("host", cut(call.host(), MAX_HOST))
                                .execute());
    }

    private static String cut(String text, int length) {
        return text == null || text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }
}
