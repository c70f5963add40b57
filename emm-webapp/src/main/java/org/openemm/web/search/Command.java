package org.openemm.web.search;

import java.util.List;
import org.openemm.web.ui.Ui;

/**
 * Something that people do often, offered by name. Its text has the key {@code
 * search.command.<name>}, other words for it {@code search.words.<name>}.
 *
 * @param icon name in icons.txt
 * @param href page it opens; with {@code post} an address that takes a form
 * @param post null for a page that is opened
 * @param rights one of them is needed; empty: everybody may
 */
record Command(String name, String icon, String href, Post post, List<String> rights) {

    static Command page(String name, String icon, String href, String... rights) {
        return new Command(name, icon, href, null, List.of(rights));
    }

    static Command form(String name, String icon, String href, String field, String value) {
        return new Command(name, icon, href, new Post(field, value), List.of());
    }

    boolean isFor(Ui ui) {
        return rights.isEmpty() || rights.stream().anyMatch(ui::may);
    }

    String key() {
        return "command:" + name;
    }
}
