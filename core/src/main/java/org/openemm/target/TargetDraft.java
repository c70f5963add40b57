package org.openemm.target;

/**
 * What a person enters for a target group.
 *
 * @param id 0 for a new one
 * @param eql empty selects everybody
 * @param adminTest offered as recipients of admin and test runs
 */
public record TargetDraft(int id, String name, String description, String eql, boolean adminTest) {
    public TargetDraft {
        name = name == null ? "" : name.strip();
        description = description == null ? "" : description.strip();
        eql = eql == null ? "" : eql.strip();
    }

    public TargetDraft(int id, String name, String description, String eql) {
        this(id, name, description, eql, false);
    }
}
