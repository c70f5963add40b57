package org.openemm.backend.mailloop;

import java.util.Locale;
import java.util.Set;
import org.openemm.response.IncomingMail;

/** Which messages nobody must answer (RFC 3834). */
final class Machines {
    private static final Set<String> BULK = Set.of("bulk", "junk", "list", "auto_reply");

    private Machines() {}

    /** Whether a program wrote it, or somebody who wants no answers. */
    static boolean wrote(IncomingMail mail) {
        String submitted = word(mail.header("Auto-Submitted"));
        String from = mail.from().toLowerCase(Locale.ROOT);
        return !submitted.isEmpty() && !submitted.startsWith("no")
                || BULK.contains(word(mail.header("Precedence")))
                || !mail.headers("List-Id").isEmpty()
                || !mail.headers("X-Auto-Response-Suppress").isEmpty()
                || !mail.headers("Return-Path").isEmpty() && mail.returnPath().isEmpty()
                || from.isEmpty()
                || from.startsWith("mailer-daemon@")
                || from.startsWith("postmaster@")
                || from.matches("(no-?reply|do-?not-?reply|owner-.*|.*-request|.*-bounces?)@.*");
    }

    private static String word(String value) {
        return value.strip().toLowerCase(Locale.ROOT);
    }
}
