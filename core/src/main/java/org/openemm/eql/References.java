package org.openemm.eql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Collects what a rule refers to, and remarks on it, while it is read. */
final class References {
    private final Set<EqlField> fields = new LinkedHashSet<>();
    private final Set<Integer> mailings = new TreeSet<>();
    private final Set<Integer> links = new TreeSet<>();
    private final Set<Integer> groups = new TreeSet<>();
    private final Set<Integer> mailinglists = new TreeSet<>();
    private final List<EqlWarning> warnings = new ArrayList<>();
    private boolean behaviour;

    void addField(EqlField field) {
        fields.add(field);
    }

    void addMailing(int id) {
        mailings.add(id);
    }

    void addLink(int id) {
        links.add(id);
    }

    void addGroup(EqlGroup group) {
        groups.add(group.id());
        behaviour |= group.usesBehaviour();
    }

    void addMailinglist(int id) {
        mailinglists.add(id);
    }

    /** Other tables than the recipients' are asked. */
    void useBehaviour() {
        behaviour = true;
    }

    void warn(String key, Place place) {
        warnings.add(
                new EqlWarning(
                        key,
                        List.of(place.line(), place.column(), place.word()),
                        Optional.of(place.range())));
    }

    void warn(String key) {
        warnings.add(new EqlWarning(key, List.of(), Optional.empty()));
    }

    Set<EqlField> fields() {
        return fields;
    }

    Set<Integer> mailings() {
        return mailings;
    }

    Set<Integer> links() {
        return links;
    }

    Set<Integer> mailinglists() {
        return mailinglists;
    }

    Set<Integer> groups() {
        return groups;
    }

    boolean usesBehaviour() {
        return behaviour;
    }

    List<EqlWarning> warnings() {
        return warnings;
    }
}
