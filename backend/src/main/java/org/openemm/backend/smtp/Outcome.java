package org.openemm.backend.smtp;

/** What a mail server said to one mail. */
public sealed interface Outcome {
    /** It is the server's from now on. */
    record Accepted(SmtpReply reply) implements Outcome {}

    /** Not now (4xx): to be tried again later. */
    record Deferred(SmtpReply reply) implements Outcome {}

    /** Never (5xx). */
    record Refused(Stage stage, SmtpReply reply) implements Outcome {}

    /** Where it was said. */
    enum Stage {
        /** About the sender: says nothing against the recipient. */
        SENDER,
        /**
         * It speaks of us, e.g. that nothing is relayed for us: may say nothing about the others.
         */
        ROUTE,
        RECIPIENT,
        CONTENT
    }
}
