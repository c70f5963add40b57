package org.openemm.recipient;

/**
 * What became of a recipient to add.
 *
 * @param id of the new or the found one
 */
public record Added(long id, Outcome outcome) {
    /** What happened. */
    public enum Outcome {
        CREATED,
        UPDATED,
        /** One was found and left as it is. */
        FOUND
    }
}
