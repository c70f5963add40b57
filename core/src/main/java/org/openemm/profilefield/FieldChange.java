package org.openemm.profilefield;

import java.time.Instant;
import java.util.List;
import org.openemm.InvalidInput;

/**
 * The way of a profile field into the table of recipients, through it, or out of it.
 *
 * @param field as it is to be; of a deletion: as it was
 * @param user who wants it
 * @param attempts how often the table was in use when it was tried
 * @param percent how far the database is with it; -1 when it does not say so
 * @param since when it was asked for
 * @param start when work began, null while it waits
 * @param end null until it is over
 * @param problems why it failed; then the table is as it was
 */
public record FieldChange(
        long id,
        int companyId,
        Kind kind,
        ProfileField field,
        State state,
        String user,
        int attempts,
        int percent,
        Instant since,
        Instant start,
        Instant end,
        List<InvalidInput.Problem> problems) {

    /** What is done. */
    public enum Kind {
        CREATE("create"),
        CHANGE("edit"),
        DELETE("delete");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** For the activity log. */
        String word() {
            return word;
        }
    }

    /** How far it is. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    public FieldChange {
        problems = List.copyOf(problems);
    }

    public boolean isOver() {
        return state == State.DONE || state == State.FAILED;
    }
}
