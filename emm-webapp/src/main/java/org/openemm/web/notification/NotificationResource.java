package org.openemm.web.notification;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.openemm.notification.Notification;
import org.openemm.notification.Notifications;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.News;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The bell, its page, and the question whether there is anything new. */
@Path("/")
public final class NotificationResource {
    private static final String PAGE = "/notifications.action";
    private static final int IN_PANEL = 8;
    private static final int ON_PAGE = 50;
    private static final int TOASTS = 3;

    private final Notifications notifications;

    NotificationResource(Notifications notifications) {
        this.notifications = notifications;
    }

    /**
     * @param older id before which the next page begins; 0 when this is the last
     */
    public record NotificationsPage(List<Told> all, News news, long older) {
        /** What "mark all as read" is about: not what came while the page was looked at. */
        public long newest() {
            return all.isEmpty() ? 0 : all.get(0).notification().id();
        }
    }

    /**
     * What the top bar shows now.
     *
     * @param own what the user started and what has come to its end since the last question
     */
    public record NewsPage(News news, List<Told> own) {}

    @GET
    @Path("notifications.action")
    @ForEveryUser
    public View page(@Context Ui ui, @QueryParam("before") @DefaultValue("0") long before) {
        return View.of("notification/page.jte", page(ui, before, ON_PAGE));
    }

    /** The newest, below the bell. */
    @GET
    @Path("notifications/panel.action")
    @ForEveryUser
    public View panel(@Context Ui ui) {
        return View.of("notification/panel.jte", page(ui, 0, IN_PANEL));
    }

    /**
     * Whether anything is new: 204 when nothing is.
     *
     * @param state what the page shows, see {@link News#state}
     * @param after newest notification the page knows
     */
    @GET
    @Path("notifications/news.action")
    @ForEveryUser
    public Object news(
            @Context Ui ui,
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("after") @DefaultValue("0") long after) {
        News news = ui.news();
        if (news.state().equals(state)) {
            return Response.noContent().build();
        }
        List<Notification> own =
                news.newest() > after
                        ? notifications.ownSince(ui.actor(), after, TOASTS)
                        : List.of();
        return View.of("notification/news.jte", new NewsPage(news, told(ui, own)));
    }

    @POST
    @Path("notifications/{id: [0-9]{1,9}}/read.action")
    @ForEveryUser
    public Response read(@Context Ui ui, @PathParam("id") long id) {
        notifications.read(ui.actor(), id);
        return ui.redirect(PAGE);
    }

    /** Field {@code upTo}: the newest that the user has seen. */
    @POST
    @Path("notifications/read.action")
    @ForEveryUser
    public Object readAll(@Context Ui ui, Input input) {
        notifications.readUpTo(ui.actor(), input.integer("upTo"));
        return ui.isPartial()
                ? View.of("notification/panel.jte", page(ui, 0, IN_PANEL))
                : ui.redirect(PAGE);
    }

    private NotificationsPage page(Ui ui, long before, int size) {
        List<Notification> found = notifications.list(ui.actor(), Math.max(0, before), size + 1);
        List<Notification> shown = found.stream().limit(size).toList();
        long older = found.size() > size ? shown.get(size - 1).id() : 0;
        return new NotificationsPage(told(ui, shown), ui.news(), older);
    }

    private static List<Told> told(Ui ui, List<Notification> notifications) {
        return notifications.stream().map(notification -> Told.of(ui, notification)).toList();
    }
}
