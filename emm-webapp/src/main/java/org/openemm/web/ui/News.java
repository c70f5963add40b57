package org.openemm.web.ui;

import java.util.List;
import org.openemm.account.Actor;

/**
 * What the top bar tells on every page.
 *
 * @param unread notifications, counted no further than 100
 * @param newest id of the newest unread one, 0 without
 * @param running work of the company that is going on, as far as the user may see it
 */
public record News(int unread, long newest, List<Running> running) {
    /** For pages without login. */
    public static final News NONE = new News(0, 0, List.of());

    public News {
        running = List.copyOf(running);
    }

    /**
     * Long work in the background.
     *
     * @param kind import, check, make or send: texts have the keys {@code
     *     notification.running.kind}
     * @param name of the file or mailing
     * @param done of the total, in rows or mails
     * @param percent 0 to 100
     * @param href page that shows it
     */
    public record Running(
            String kind, String name, long done, long total, int percent, String href) {}

    /** Asked for every page: one short query, the rest from memory of a second or two. */
    @FunctionalInterface
    public interface Source {
        News of(Actor actor);
    }

    /** Differs when anything differs that is shown. */
    public String state() {
        return unread + "-" + newest + "-" + Integer.toHexString(running.hashCode());
    }
}
