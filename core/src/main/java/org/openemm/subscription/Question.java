package org.openemm.subscription;

import java.util.List;
import org.openemm.dkim.SigningKey;

/**
 * The mail that asks, ready to be sent.
 *
 * @param sender address of the filter: answers go there
 * @param senderName name of the mailing list
 * @param token signed, stands in link and Message-ID
 * @param inReplyTo Message-ID of the mail that asked for it, with brackets; may be empty
 * @param keys to sign with; may be none
 */
public record Question(
        long requestId,
        int companyId,
        int mailinglistId,
        String sender,
        String senderName,
        String recipient,
        String token,
        String inReplyTo,
        String subject,
        String text,
        List<SigningKey> keys) {}
