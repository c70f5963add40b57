package org.openemm.dashboard;

import java.util.ArrayList;
import java.util.List;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/** What a new tenant has to do until the first newsletter is out. */
public final class FirstSteps {
    private final Database database;

    public FirstSteps(Database database) {
        this.database = database;
    }

    /** A step on the way. In the order in which one goes. */
    public enum Step {
        /** A mailing list has a sender address that new mailings take over. */
        SENDER("mailinglist.show"),
        /** Somebody besides testers is in a list. */
        RECIPIENTS("recipient.show"),
        MAILING("mailing.show"),
        /** A trial was sent. */
        TEST("mailing.show"),
        SEND("mailing.show");

        private final String right;

        Step(String right) {
            this.right = right;
        }
    }

    /** A step and whether it is done. */
    public record State(Step step, boolean done) {}

    /** The steps this user can see; empty once a mailing was sent to a list. */
    public List<State> of(Actor actor) {
        return database.inTransaction(
                tx -> {
                    int company = actor.companyId();
                    if (isDone(tx, Step.SEND, company)) {
                        return List.of();
                    }
                    List<State> states = new ArrayList<>();
                    for (Step step : Step.values()) {
                        if (actor.may(step.right)) {
                            states.add(new State(step, isDone(tx, step, company)));
                        }
                    }
                    return List.copyOf(states);
                });
    }

    private static boolean isDone(Transaction tx, Step step, int company) {
        return tx.sql()
                .createQuery("SELECT EXISTS (" + question(step) + ")")
                .define("company", company)
                .bind("company", company)
                .mapTo(boolean.class)
                .one();
    }

    private static String question(Step step) {
        return switch (step) {
            case SENDER ->
                    """
                    SELECT 1 FROM mailinglist_tbl
                     WHERE company_id = :company AND deleted = 0 AND COALESCE(sender_email, '') \\<> ''
                    UNION ALL
                    SELECT 1 FROM mailing_tbl WHERE company_id = :company AND deleted = 0 AND is_template = 0
                    """;
            case RECIPIENTS ->
                    """
                    SELECT 1 FROM mailinglist_tbl l
                      JOIN customer_<company>_binding_tbl b ON b.mailinglist_id = l.mailinglist_id
                     WHERE l.company_id = :company AND l.deleted = 0
                       AND b.user_type IN ('W', 'w') AND b.user_status = 1
                    """;
            case MAILING ->
                    "SELECT 1 FROM mailing_tbl WHERE company_id = :company AND deleted = 0 AND"
                            + " is_template = 0";
            case TEST ->
                    "SELECT 1 FROM maildrop_status_tbl WHERE company_id = :company AND status_field"
                            + " IN ('A', 'T')";
            case SEND ->
                    "SELECT 1 FROM maildrop_status_tbl WHERE company_id = :company AND status_field"
                            + " = 'W'";
        };
    }
}
