package org.openemm.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openemm.response.Finding.Kind;
import org.openemm.response.Finding.Severity;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;

class ScannerTest {
    private static final String UID =
            UidCodec.encode(
                    new Uid(1, 0, 7, 4711, 1763640000, 0, '\0', 0, "AB20251120120000_0"),
                    Signed.SECRET);
    private static final String REPORT =
            """
            Return-Path: <>
            From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
            Subject: Undelivered Mail Returned to Sender
            To: news@example.org
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

            --b1
            Content-Type: text/plain

            I could not deliver your mail.

            --b1
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.com

            Final-Recipient: rfc822; ann@example.com
            Action: %s
            Status: %s
            Diagnostic-Code: smtp; %s

            --b1
            Content-Type: message/rfc822

            Message-ID: <%s@example.org>
            To: ann@example.com
            Subject: News

            Hello Ann
            --b1--
            """;

    private final Scanner scanner = new Scanner(BounceMailRules.none(), Signed::verify);

    @Test
    void aReportOfAnUnknownAddressIsAHardBounceOfItsRecipient() {
        Finding finding =
                scan(REPORT.formatted("failed", "5.1.1", "550 5.1.1 no such mailbox", UID));
        assertEquals(Kind.BOUNCE, finding.kind());
        assertEquals(Severity.HARD, finding.severity());
        assertEquals(511, finding.dsn());
        assertEquals("ann@example.com", finding.recipient());
        assertEquals(4711, finding.uid().orElseThrow().recipient());
        assertTrue(finding.isBookable());
    }

    @Test
    void aReportThatOnlySpeaksOfADelayIsNoBounce() {
        Finding finding = scan(REPORT.formatted("delayed", "4.4.1", "connection timed out", UID));
        assertEquals(Kind.SYSTEM, finding.kind());
        assertEquals("delayed", finding.action());
    }

    @Test
    void aForgedUidIdentifiesNobody() {
        String forged = UID.substring(0, UID.length() - 2) + "AA";
        Finding finding = scan(REPORT.formatted("failed", "5.1.1", "550 5.1.1 unknown", forged));
        assertEquals(Optional.empty(), finding.uid());
        assertFalse(finding.isBookable());
    }

    @Test
    void aBounceOfACopyForAnArchiveConcernsNobody() {
        Finding finding = scan(REPORT.formatted("failed", "5.1.1", "550 5.1.1 no", "V1-" + UID));
        assertEquals(Optional.empty(), finding.uid());
    }

    @Test
    void theMailWhoseUnsubscribeAddressWasUsedUnsubscribes() {
        Finding finding = scan("From: ann@example.com\nSubject: unsubscribe:" + UID + "\n\n");
        assertEquals(Kind.UNSUBSCRIBE, finding.kind());
        assertEquals(7, finding.uid().orElseThrow().mailing());
    }

    private Finding scan(String mail) {
        return scanner.scan(IncomingMail.parse(mail.getBytes(StandardCharsets.UTF_8)));
    }
}
