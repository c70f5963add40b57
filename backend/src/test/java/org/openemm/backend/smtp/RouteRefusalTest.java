package org.openemm.backend.smtp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteRefusalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "554 | 5.7.1 <r@b.example>: Relay access denied",
                "550 | 5.7.1 <r@b.example>... Relaying denied. Proper authentication required.",
                "550 | relay not permitted",
                "550 | 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
                "553 | sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
                "550 | Please turn on SMTP Authentication in your mail client",
                "550 | 5.7.1 Authentication required",
                "550 | 5.7.57 Client not authenticated to send mail",
                "554 | 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using"
                        + " zen.example.org",
                "554 | 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied",
                "550 | 5.7.606 Access denied, banned sending IP [192.0.2.1]",
                "550 | 5.7.1 Your IP address 192.0.2.1 is listed at example.org"
            })
    void aServerThatTakesNothingFromUsSaysSo(int code, String text) {
        assertTrue(RouteRefusal.isAboutUs(new SmtpReply(code, text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 | 5.1.1 <r@b.example>: Recipient address rejected: User unknown",
                "550 | 5.1.1 relay access denied to an unknown user",
                "550 | 5.7.1 <r@b.example>: Recipient address rejected: Access denied",
                "550 | 5.7.1 Message rejected as spam",
                "552 | 5.2.2 Mailbox full",
                "550 | 5.7.1 Sender blocked by recipient",
                "550 | No such user here"
            })
    void whatIsSaidOfOneRecipientIsHis(int code, String text) {
        assertFalse(RouteRefusal.isAboutUs(new SmtpReply(code, text)));
    }

    @ParameterizedTest
    @CsvSource({"530", "534", "535", "538"})
    void someCodesAlwaysMeanTheLogin(int code) {
        assertTrue(RouteRefusal.isAboutLogin(new SmtpReply(code, "no")));
    }
}
