package org.openemm.web.mailing;

import org.openemm.mailing.WorkStatus;

/**
 * How a status looks.
 *
 * @param kind kind of badge
 * @param icon name in icons.txt
 */
public record StatusBadge(String kind, String icon) {
    public static StatusBadge of(WorkStatus status) {
        return switch (status) {
            case NEW -> new StatusBadge("", "circle-dashed");
            case EDIT -> new StatusBadge("", "pencil");
            case READY -> new StatusBadge("info", "check");
            case ADMIN, TEST -> new StatusBadge("info", "flask-conical");
            case SCHEDULED -> new StatusBadge("accent", "clock");
            case IN_GENERATION, GENERATION_FINISHED -> new StatusBadge("accent", "loader");
            case SENDING -> new StatusBadge("accent", "send");
            case SENT -> new StatusBadge("good", "circle-check");
            case NO_RECIPIENTS -> new StatusBadge("warn", "users");
            case CANCELED, CANCELED_AND_COPIED -> new StatusBadge("bad", "circle-x");
            case ACTIVE -> new StatusBadge("good", "play");
            case DISABLE -> new StatusBadge("", "circle-pause");
            case INSUFFICIENT_VOUCHERS -> new StatusBadge("warn", "triangle-alert");
        };
    }
}
