package org.openemm.backend.maillog;

import java.util.Map;
import org.openemm.bounce.Attempt;

/** What one line says about a mail in the queue. */
sealed interface LogEvent {
    String queueId();

    /**
     * A mail came into the queue.
     *
     * @param messageId without angle brackets
     */
    record Arrived(String queueId, String messageId) implements LogEvent {}

    /** How many recipients it has. */
    record Queued(String queueId, int recipients) implements LogEvent {}

    /**
     * One attempt for one recipient.
     *
     * @param to address it was tried at
     * @param originalTo address before it was rewritten; {@code to} when it was not
     * @param dsn as in the line, {@code 5.1.1}
     * @param text what the other side said
     * @param facts what rules may ask for
     */
    record Tried(
            String queueId,
            String to,
            String originalTo,
            Attempt.State state,
            String dsn,
            String relay,
            String text,
            Map<String, String> facts)
            implements LogEvent {}

    /** Its time in the queue is over. */
    record Expired(String queueId) implements LogEvent {}

    /** Nothing more will come. */
    record Removed(String queueId) implements LogEvent {}
}
