package org.openemm.mailloop;

import java.time.Instant;

/**
 * A message that came in, what it turned out to be, and what was done with it.
 *
 * @param id 0 before it is stored
 * @param spoolName its name in the spool, never used for another message
 * @param companyId 0: of nobody that we know
 * @param rid bounce filter it was sent to, 0 for none
 * @param dsn three digits of a bounce, e.g. 511; otherwise 0
 * @param mailingId mailing it answers, 0 for unknown
 * @param customerId recipient it is about, 0 for unknown
 * @param sender address in From, empty when there is none
 * @param addressee address it was delivered to
 * @param found what it says, and the rule that told
 * @param action what was done, as in mailloop_log_tbl
 * @param done false: it could not be done, {@code remark} says why
 * @param size bytes as received; more than are kept when it is long
 */
public record IncomingMessage(
        long id,
        String spoolName,
        int companyId,
        int rid,
        Instant received,
        MessageKind kind,
        int dsn,
        int mailingId,
        long customerId,
        String sender,
        String addressee,
        String subject,
        String found,
        String action,
        boolean done,
        String remark,
        int size) {}
