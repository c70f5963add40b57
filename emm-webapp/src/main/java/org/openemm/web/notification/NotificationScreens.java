package org.openemm.web.notification;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;
import org.openemm.web.ui.News;

/** The bell and its page; reached from the top bar. */
public final class NotificationScreens {
    private NotificationScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "notification", List.of(new NotificationResource(core.notifications())), List.of());
    }

    /** What the top bar of every page tells. */
    public static News.Source news(Core core) {
        return new RunningWork(core.notifications(), core.imports(), core.sending());
    }
}
