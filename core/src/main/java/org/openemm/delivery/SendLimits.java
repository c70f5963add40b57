package org.openemm.delivery;

import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.database.Transaction;

/**
 * What users may send who must not know of all recipients: their limiting target groups become part
 * of the target expression of the mailing, {@code (x|y)&(rest)}, and of every trial.
 */
final class SendLimits {
    /** Room in mailing_tbl. */
    private static final int MOST = 1_000;

    private SendLimits() {}

    /**
     * To be called before a mailing is sent, scheduled or activated.
     *
     * @throws InvalidInput the expression gets too long
     */
    static void apply(Transaction tx, Actor actor, int mailingId) {
        if (actor.limit().isNone()) {
            return;
        }
        String old = AudienceFacts.of(tx, actor.companyId(), mailingId).targetExpression();
        String expression = limited(actor.limit(), old.strip());
        if (expression.length() > MOST) {
            throw new InvalidInput("targetExpression", "delivery.error.limit", MOST);
        }
        tx.sql()
                .createUpdate(
                        """
                        UPDATE mailing_tbl SET target_expression = :expression
                         WHERE mailing_id = :mailing AND company_id = :company
                        """)
                .bind("expression", expression)
                .bind("mailing", mailingId)
                .bind("company", actor.companyId())
                .execute();
    }

    /** The expression with the limit in front, once. */
    static String limited(RecipientLimit limit, String expression) {
        String groups = limit.expression();
        if (expression.isEmpty() || expression.equals(groups)) {
            return groups;
        }
        String front = "(" + groups + ")&(";
        return expression.startsWith(front) && closesAtEnd(expression, front.length())
                ? expression
                : front + expression + ")";
    }

    /** Whether the parenthesis that is open at the place is closed by the last character only. */
    private static boolean closesAtEnd(String expression, int from) {
        int depth = 1;
        for (int i = from; i < expression.length(); i++) {
            char c = expression.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i == expression.length() - 1;
            }
        }
        return false;
    }

    /** Keeps the limit for the generation of a trial. */
    static void note(Transaction tx, Actor actor, int statusId) {
        if (actor.limit().isNone()) {
            return;
        }
        tx.sql()
                .createUpdate(
                        "REPLACE INTO maildrop_limit_tbl (maildrop_status_id, target_expression)"
                                + " VALUES (:status, :groups)")
                .bind("status", statusId)
                .bind("groups", actor.limit().expression())
                .execute();
    }

    /** Target expression of the limit of a trial; empty for none. */
    static String of(Transaction tx, int statusId) {
        return tx.sql()
                .createQuery(
                        "SELECT target_expression FROM maildrop_limit_tbl WHERE maildrop_status_id"
                                + " = :status")
                .bind("status", statusId)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }
}
