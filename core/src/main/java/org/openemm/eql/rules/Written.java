package org.openemm.eql.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.eql.Range;

/**
 * Rules put into words.
 *
 * @param text the rule in the language of target groups; one line
 * @param parts where each rule and group stands in the text, by its path: the number in its group,
 *     from the outermost group on, 0 for the first
 */
public record Written(String text, Map<List<Integer>, Range> parts) {
    /** The innermost rule or group around a place of the text, e.g. the place of an error. */
    public Optional<List<Integer>> at(int index) {
        return parts.entrySet().stream()
                .filter(part -> part.getValue().from() <= index && index <= part.getValue().to())
                .map(Map.Entry::getKey)
                .reduce((one, other) -> other.size() > one.size() ? other : one);
    }
}
