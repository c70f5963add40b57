package org.openemm.web.ui;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openemm.account.Actor;

/** The menu at the left: sections with the entries that the features have registered. */
public final class Menu {
    private final List<Entry> entries;

    public Menu(List<Entry> entries) {
        this.entries = entries.stream().sorted(Comparator.comparingInt(Entry::order)).toList();
    }

    /** Groups in the order of the menu; titles have keys {@code menu.<name>}. */
    public enum Place {
        HOME("layout-dashboard", false),
        MAILINGS("mail", true),
        RECIPIENTS("users", true),
        DATA("database", false),
        TARGETS("target", true),
        STATISTICS("chart-column", true),
        ADMINISTRATION("settings", false);

        private final String icon;
        private final boolean namesItsOnlyEntry;

        /**
         * @param namesItsOnlyEntry what stands in the menu when the group has one entry: the title
         *     of the group ("Target groups") or the text of the entry ("Activity log")
         */
        Place(String icon, boolean namesItsOnlyEntry) {
            this.icon = icon;
            this.namesItsOnlyEntry = namesItsOnlyEntry;
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One entry.
     *
     * @param order within its section
     * @param key key of the text
     * @param icon name in icons.txt
     * @param href page it opens
     * @param right needed to see it; several separated by blanks: one of them; empty: everybody
     */
    public record Entry(
            Place place, int order, String key, String icon, String href, String right) {
        boolean isFor(Actor actor) {
            return right.isEmpty() || Arrays.stream(right.split(" ")).anyMatch(actor::may);
        }

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

    /** Letters that lead to a page after {@code g}. */
    private static final Map<String, String> LETTERS =
            Map.ofEntries(
                    Map.entry("/dashboard.action", "d"),
                    Map.entry("/mailing/list.action", "m"),
                    Map.entry("/mailing/list.action?forTemplates=true", "v"),
                    Map.entry("/mailbox/list.action", "b"),
                    Map.entry("/recipient/list.action", "r"),
                    Map.entry("/mailinglist/list.action", "l"),
                    Map.entry("/profiledb/profiledb.action", "f"),
                    Map.entry("/recipient/import/view.action", "i"),
                    Map.entry("/target/list.action", "t"),
                    Map.entry("/statistics/mailing/list.action", "s"),
                    Map.entry("/administration/useractivitylog/list.action", "a"));

    /** An entry as shown. */
    public record Shown(Entry entry, boolean current) {
        /** Keys that lead there, e.g. {@code g m}; empty when there are none. */
        public String keys() {
            String letter = LETTERS.get(entry.href());
            return letter == null ? "" : "g " + letter;
        }
    }

    /**
     * A group of entries as shown.
     *
     * @param id short name, unique in the menu
     * @param titleKey key of the text of the group, or of its only entry
     * @param icon name in icons.txt
     */
    public record Section(String id, String titleKey, String icon, List<Shown> entries) {
        /** One entry needs no group around it. */
        public boolean single() {
            return entries.size() == 1;
        }

        /** Whether the page belongs to this group. */
        public boolean current() {
            return entries.stream().anyMatch(Shown::current);
        }

        /** Page of the first entry: where the group itself leads. */
        public String href() {
            return entries.get(0).entry().href();
        }
    }

    List<Section> visibleTo(Actor actor, String path) {
        Entry current = current(path);
        return Arrays.stream(Place.values())
                .map(place -> section(place, actor, current))
                .filter(section -> !section.entries().isEmpty())
                .toList();
    }

    private Section section(Place place, Actor actor, Entry current) {
        List<Shown> shown =
                entries.stream()
                        .filter(entry -> entry.place() == place)
                        .filter(entry -> entry.isFor(actor))
                        .map(entry -> new Shown(entry, entry == current))
                        .toList();
        if (shown.size() == 1 && !place.namesItsOnlyEntry) {
            Entry only = shown.get(0).entry();
            return new Section(place.id(), only.key(), only.icon(), shown);
        }
        return new Section(place.id(), "menu." + place.id(), place.icon, shown);
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
