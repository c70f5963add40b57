package org.openemm.target;

/**
 * Something that uses a target group.
 *
 * @param id of the mailing, export profile, report, user or target group
 * @param name of the mailing, export profile, report, user or target group
 * @param part name of the content block or component; empty otherwise
 */
public record TargetUse(Kind kind, int id, String name, String part) {
    /** What it is. */
    public enum Kind {
        MAILING,
        CONTENT,
        COMPONENT,
        EXPORT,
        REPORT,
        /** Who is limited to its recipients. */
        USER,
        /** Another target group, whose rule contains the group. */
        TARGET
    }

    @Override
    public String toString() {
        return part.isEmpty() ? name : name + ": " + part;
    }
}
