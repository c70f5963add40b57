package org.openemm.eql.rules;

import org.openemm.eql.Circumstances;

/** Writes what is asked beside the profile: mailings, links, lists, money. */
final class BehaviourWords {
    private BehaviourWords() {}

    static String of(Claim claim) {
        if (claim instanceof Claim.Received received) {
            return "RECEIVED " + mailing(received.mailingId()) + how(received.how());
        }
        if (claim instanceof Claim.Opened opened) {
            return "OPENED " + mailing(opened.mailingId()) + how(opened.how());
        }
        if (claim instanceof Claim.Bound bound) {
            return bound(bound);
        }
        if (claim instanceof Claim.InGroup in) {
            return "IN TARGET GROUP " + in.targetId();
        }
        if (claim instanceof Claim.Revenue revenue) {
            return "REVENUE BY %s %s %s"
                    .formatted(
                            mailing(revenue.mailingId()),
                            revenue.operator().symbol(),
                            revenue.number());
        }
        Claim.Clicked clicked = (Claim.Clicked) claim;
        String link =
                clicked.linkId().isPresent() ? "LINK " + clicked.linkId().getAsInt() + " " : "";
        return "CLICKED " + link + "IN " + mailing(clicked.mailingId()) + how(clicked.how());
    }

    private static String mailing(int id) {
        return id == 0 ? "ANY MAILING" : "MAILING " + id;
    }

    private static String how(Circumstances how) {
        StringBuilder text = new StringBuilder();
        how.device().ifPresent(device -> text.append(" ON CLASS ").append(device.name()));
        how.equipment()
                .forEach(
                        (kind, name) ->
                                text.append(" ON ")
                                        .append(kind.name())
                                        .append(' ')
                                        .append(Words.text(name)));
        if (how.times() > 1) {
            text.append(" AT LEAST ").append(how.times()).append(" TIMES");
        }
        if (how.days() > 0) {
            text.append(" WITHIN ").append(how.days()).append(how.days() == 1 ? " DAY" : " DAYS");
        }
        return text.toString();
    }

    private static String bound(Claim.Bound bound) {
        StringBuilder text = new StringBuilder("HAS ");
        bound.status().ifPresent(status -> text.append("STATUS ").append(status).append(' '));
        text.append("BINDING ");
        bound.medium()
                .ifPresent(medium -> text.append("FOR MEDIATYPE ").append(medium).append(' '));
        bound.type().ifPresent(type -> text.append("OF TYPE ").append(type).append(' '));
        return text.append("ON ")
                .append(
                        bound.mailinglistId() == 0
                                ? "ANY MAILINGLIST"
                                : "MAILINGLIST " + bound.mailinglistId())
                .toString();
    }
}
