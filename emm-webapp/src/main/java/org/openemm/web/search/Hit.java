package org.openemm.web.search;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something found.
 *
 * @param key names it in what the user chose before, e.g. {@code mailing:12}
 * @param icon name in icons.txt
 * @param title in pieces, those that were looked for marked
 * @param detail tells it from others of the same name; may be empty
 * @param href where it leads; with {@code post} an address that takes a form
 * @param post null for a page that is opened
 */
public record Hit(
        String key,
        String icon,
        List<Part> title,
        String detail,
        String href,
        Post post,
        int score) {

    static Hit page(String key, String icon, Matcher.Match match, String detail, String href) {
        return new Hit(key, icon, match.parts(), detail, href, null, match.score());
    }

    public boolean isPost() {
        return post != null;
    }

    Hit withScore(int other) {
        return new Hit(key, icon, title, detail, href, post, other);
    }

    public String text() {
        return title.stream().map(Part::text).collect(Collectors.joining());
    }
}
