package org.openemm.web.ui;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.openemm.account.Actor;

/** The menu at the left: sections with the entries that the features have registered. */
public final class Menu {
    private final List<Entry> entries;

    public Menu(List<Entry> entries) {
        this.entries = entries.stream().sorted(Comparator.comparingInt(Entry::order)).toList();
    }

    /** Sections in the order of the menu; titles have keys {@code menu.<name>}. */
    public enum Place {
        HOME,
        MAILINGS,
        RECIPIENTS,
        DATA,
        TARGETS,
        STATISTICS,
        ADMINISTRATION
    }

    /**
     * One entry.
     *
     * @param order within its section
     * @param key key of the text
     * @param icon name in icons.txt
     * @param href page it opens
     * @param right needed to see it; empty: everybody
     */
    public record Entry(
            Place place, int order, String key, String icon, String href, String right) {
        boolean leadsTo(String path) {
            return path.equals(address()) || path.startsWith(folder());
        }

        /** Two entries may show one list in two ways: the parameter tells them apart. */
        int closeness(String path, String query) {
            if (!path.equals(address())) {
                return 0;
            }
            String own = href.substring(address().length());
            return own.isEmpty() ? 1 : query.contains(own.substring(1)) ? 2 : 0;
        }

        /**
         * Pages of a screen lie in one folder: /recipient/list.action, /recipient/7/view.action.
         */
        private String folder() {
            int slash = address().lastIndexOf('/');
            return slash > 0 ? address().substring(0, slash + 1) : address();
        }

        private String address() {
            int query = href.indexOf('?');
            return query < 0 ? href : href.substring(0, query);
        }
    }

    /** An entry as shown. */
    public record Shown(Entry entry, boolean current) {}

    /**
     * @param titleKey empty for the first section, which needs no title
     */
    public record Section(String titleKey, List<Shown> entries) {}

    List<Section> visibleTo(Actor actor, String path) {
        Entry current = current(path);
        return Arrays.stream(Place.values())
                .map(
                        place ->
                                new Section(
                                        place == Place.HOME
                                                ? ""
                                                : "menu." + place.name().toLowerCase(Locale.ROOT),
                                        entries.stream()
                                                .filter(entry -> entry.place() == place)
                                                .filter(
                                                        entry ->
                                                                entry.right().isEmpty()
                                                                        || actor.may(entry.right()))
                                                .map(entry -> new Shown(entry, entry == current))
                                                .toList()))
                .filter(section -> !section.entries().isEmpty())
                .toList();
    }

    /** The entry whose page it is; else that of the longest common folder. */
    private Entry current(String requested) {
        int mark = requested.indexOf('?');
        String path = mark < 0 ? requested : requested.substring(0, mark);
        String query = mark < 0 ? "" : requested.substring(mark + 1);
        return entries.stream()
                .filter(entry -> entry.leadsTo(path))
                .max(
                        Comparator.comparingInt((Entry entry) -> entry.closeness(path, query))
                                .thenComparingInt(entry -> entry.folder().length())
                                .thenComparing(Entry::order, Comparator.reverseOrder()))
                .orElse(null);
    }
}
