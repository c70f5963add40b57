package org.openemm.delivery;

import java.time.Instant;

/**
 * A send job (row of maildrop_status_tbl).
 *
 * @param generateAt generation may start from then on
 * @param sendAt no mail leaves before
 * @param blockSize recipients per package; 0: chosen by the product
 * @param stepMinutes between two packages; 0: none
 * @param maxRecipients random choice of so many; 0: everybody
 * @param testTargetId further target group of an admin or test sending; 0: none
 * @param chosenTestRecipients recipients are those of test_recipients_tbl
 */
public record Maildrop(
        int statusId,
        int companyId,
        int mailingId,
        SendKind kind,
        GenerationStatus status,
        Instant generateAt,
        Instant sendAt,
        int blockSize,
        int stepMinutes,
        int maxRecipients,
        int testTargetId,
        boolean chosenTestRecipients) {

    /** The same job, sent at another time. */
    public Maildrop at(Instant time) {
        return new Maildrop(
                statusId,
                companyId,
                mailingId,
                kind,
                status,
                generateAt,
                time,
                blockSize,
                stepMinutes,
                maxRecipients,
                testTargetId,
                chosenTestRecipients);
    }
}
