package org.openemm.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.testsupport.SmtpVisitor;

/**
 * What people and mail servers answer to a mailing: of r101 to r190 the first 50 return it, 20 are
 * away, 10 write, 5 unsubscribe and 5 complain; and somebody makes up a bounce of r200.
 */
final class Answers {
    private static final Pattern UNSUBSCRIBE =
            Pattern.compile("<mailto:([^?>]+)\\?subject=([^>]+)>");

    private Answers() {}

    /** What people and mail servers answer, from far away. */
    static void send(int port, int filter, Map<Integer, String> mails) throws IOException {
        String news = "news@sender.example";
        try (SmtpVisitor far = new SmtpVisitor(port, "192.0.2.7")) {
            for (int i = 101; i <= 150; i++) {
                accepted(far, "", news, report(mails.get(i), "r" + i + "@list.example"));
            }
            for (int i = 151; i <= 170; i++) {
                accepted(
                        far,
                        "",
                        news,
                        reply(i, mails.get(i), "Auto-Submitted: auto-replied\n", "I am away."));
            }
            for (int i = 171; i <= 180; i++) {
                accepted(
                        far,
                        "r" + i + "@list.example",
                        "reply_" + filter + "@loop.example",
                        reply(i, mails.get(i), "", "Thank you!"));
            }
            for (int i = 181; i <= 185; i++) {
                Matcher address = UNSUBSCRIBE.matcher(mails.get(i).replaceAll("\r?\n[ \t]+", ""));
                assertTrue(address.find(), mails.get(i));
                accepted(
                        far,
                        "r" + i + "@list.example",
                        address.group(1),
                        "From: r%d@list.example\nSubject: %s\n\n".formatted(i, address.group(2)));
            }
            for (int i = 186; i <= 190; i++) {
                accepted(
                        far, "abuse@provider.example", "fbl@loop.example", complaint(mails.get(i)));
            }
            // Somebody makes up a bounce of another recipient: the signature does not fit.
            String id = header(mails.get(199), "Message-ID");
            String other = header(mails.get(200), "Message-ID");
            String forged =
                    "Message-ID: "
                            + id.substring(0, id.lastIndexOf('.', id.indexOf('@')))
                            + other.substring(other.lastIndexOf('.', other.indexOf('@')));
            assertTrue(!forged.contains(id) && !forged.contains(other));
            accepted(far, "", news, report(forged, "r200@list.example"));
        }
    }

    private static void accepted(SmtpVisitor far, String from, String to, String message)
            throws IOException {
        String answer = far.send(from, to, message);
        assertTrue(answer.startsWith("250 "), to + ": " + answer);
    }

    private static String report(String original, String recipient) {
        return """
        From: MAILER-DAEMON@mx.list.example (Mail Delivery System)
        To: news@sender.example
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="=b="

        --=b=
        Content-Type: text/plain

        Your message could not be delivered.

        --=b=
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.list.example

        Final-Recipient: rfc822; %s
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 No such user here

        --=b=
        Content-Type: message/rfc822

        %s

        --=b=--
        """
                .formatted(recipient, original.replace("\r\n", "\n"));
    }

    private static String reply(int number, String mail, String more, String text) {
        return """
        From: r%d@list.example
        To: news@sender.example
        Subject: Re: Garden news
        In-Reply-To: %s
        %s
        %s
        """
                .formatted(number, header(mail, "Message-ID"), more, text);
    }

    private static String complaint(String mail) {
        return """
        From: abuse@provider.example
        To: fbl@loop.example
        Subject: complaint
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="=b="

        --=b=
        Content-Type: text/plain

        This is an abuse report.

        --=b=
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: Provider/1.0
        Version: 1

        --=b=
        Content-Type: message/rfc822

        %s

        --=b=--
        """
                .formatted(mail.replace("\r\n", "\n"));
    }

    private static String header(String mail, String name) {
        Matcher header = Pattern.compile("(?mi)^" + name + ":\\s*(\\S+)").matcher(mail);
        assertTrue(header.find(), mail);
        return header.group(1);
    }
}
