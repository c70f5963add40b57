package org.openemm.eql.sentence;

import java.util.Map;

/**
 * What people call the things that rules name by number. What is missing is told by its number.
 *
 * @param links names of links, or their addresses, by their id
 */
public record Names(
        Map<Integer, String> mailings,
        Map<Integer, String> links,
        Map<Integer, String> mailinglists,
        Map<Integer, String> targets) {
    public Names {
        mailings = Map.copyOf(mailings);
        links = Map.copyOf(links);
        mailinglists = Map.copyOf(mailinglists);
        targets = Map.copyOf(targets);
    }
}
