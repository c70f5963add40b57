package org.openemm.web.calendar;

import java.util.Set;
import org.openemm.mailing.WorkStatus;
import org.openemm.planning.PlannedMailing;
import org.openemm.web.ui.Ui;

/**
 * How the state of a mailing in the calendar looks.
 *
 * @param kind end of its style class
 * @param icon name in icons.txt
 * @param key of its word
 */
public record EventBadge(String kind, String icon, String key) {
    private static final Set<WorkStatus> UNDER_WAY =
            Set.of(WorkStatus.IN_GENERATION, WorkStatus.GENERATION_FINISHED, WorkStatus.SENDING);

    public static EventBadge of(PlannedMailing mailing) {
        return switch (mailing.state()) {
            case SENT ->
                    UNDER_WAY.contains(mailing.status())
                            ? new EventBadge("accent", "send", "calendar.state.sending")
                            : new EventBadge("good", "circle-check", "calendar.state.sent");
            case SCHEDULED -> new EventBadge("accent", "clock", "calendar.state.scheduled");
            case PLANNED -> new EventBadge("", "calendar", "calendar.state.planned");
            case OPEN -> new EventBadge("", "circle-dashed", "calendar.state.open");
        };
    }

    /** Where a mailing leads: to its figures once it was sent, to sending when it is scheduled. */
    public static String href(Ui ui, PlannedMailing mailing) {
        if (mailing.state() == PlannedMailing.State.SENT && ui.may("stats.mailing")) {
            return "/statistics/mailing/" + mailing.id() + "/view.action";
        }
        if (mailing.state() == PlannedMailing.State.SCHEDULED && ui.may("mailing.send.show")) {
            return "/mailing/send/" + mailing.id() + "/view.action";
        }
        return "/mailing/" + mailing.id() + "/settings.action";
    }
}
