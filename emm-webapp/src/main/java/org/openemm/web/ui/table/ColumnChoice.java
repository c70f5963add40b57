package org.openemm.web.ui.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns a user has chosen, as kept in a preference: keys in their order, with commas. */
final class ColumnChoice {
    private ColumnChoice() {}

    /**
     * The columns to show. Keys that the list does not know (any more) are passed over, columns
     * that are always there come first when the choice leaves them out.
     *
     * @param chosen empty for the columns shown at first
     */
    static List<Column> visible(TableSpec spec, String chosen) {
        Set<String> keys = new LinkedHashSet<>(Arrays.asList(chosen.split(",")));
        List<Column> found =
                keys.stream()
                        .flatMap(key -> spec.columns().stream().filter(column -> column.is(key)))
                        .collect(Collectors.toCollection(ArrayList::new));
        if (found.isEmpty()) {
            return spec.columns().stream().filter(Column::shown).toList();
        }
        List<Column> missing =
                spec.columns().stream()
                        .filter(column -> column.always() && !found.contains(column))
                        .toList();
        found.addAll(0, missing);
        return limited(found, spec.most());
    }

    private static List<Column> limited(List<Column> columns, int most) {
        List<Column> kept = new ArrayList<>();
        int free = most;
        for (Column column : columns) {
            if (column.always() || free-- > 0) {
                kept.add(column);
            }
        }
        return List.copyOf(kept);
    }

    /** The keys with one of them a place further to the left (or right). */
    static List<String> moved(List<String> keys, String key, int places) {
        List<String> order = new ArrayList<>(keys);
        int from = order.indexOf(key);
        int to = from + places;
        if (from >= 0 && to >= 0 && to < order.size()) {
            order.remove(from);
            order.add(to, key);
        }
        return order;
    }
}
