package org.openemm.target;

/**
 * Something that uses a target group.
 *
 * @param id of the mailing, or of the export profile
 * @param name of the mailing or export profile
 * @param part name of the content block or component; empty otherwise
 */
public record TargetUse(Kind kind, int id, String name, String part) {
    /** What it is. */
    public enum Kind {
        MAILING,
        CONTENT,
        COMPONENT,
        EXPORT
    }

    @Override
    public String toString() {
        return part.isEmpty() ? name : name + ": " + part;
    }
}
