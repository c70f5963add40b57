package org.openemm.web.mailing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openemm.delivery.Activations;
import org.openemm.delivery.ActiveMailing;
import org.openemm.delivery.Clearance;
import org.openemm.delivery.SendKind;
import org.openemm.mailing.Mailing;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/**
 * What the page from which mailings are sent shows of one that sends itself.
 *
 * @param active empty: it waits for somebody to make it active
 * @param rule when it is sent, in words; empty for an action-based mailing
 * @param clearance how many mails a date-based mailing may send in a day
 */
public record ActivationPart(
        SendKind kind,
        Optional<ActiveMailing> active,
        String rule,
        Clearance clearance,
        boolean mayChange) {

    /** Null for a mailing that a person sends. */
    static ActivationPart of(Ui ui, Mailing mailing, Activations activations) {
        SendKind kind = SendKind.of(mailing.settings().type());
        if (mailing.template() || kind == SendKind.WORLD) {
            return null;
        }
        Optional<ActiveMailing> active = activations.of(ui.actor(), mailing.id());
        return new ActivationPart(
                kind,
                active,
                active.flatMap(ActiveMailing::schedule)
                        .map(
                                schedule ->
                                        Rhythm.say(ui, schedule.rule())
                                                + " ("
                                                + schedule.zone().getId()
                                                + ")")
                        .orElse(""),
                activations.clearance(ui.actor(), mailing.id()),
                ui.may("mailing.send.world"));
    }

    public boolean isEvent() {
        return kind == SendKind.ACTION_BASED;
    }

    public boolean isDate() {
        return kind == SendKind.DATE_BASED;
    }

    public boolean isInterval() {
        return kind == SendKind.ON_DEMAND;
    }

    /** Active without dates of its own. */
    public boolean isOnDemand() {
        return isInterval() && rule.isEmpty();
    }

    /** Key of what being active means. */
    public String leadKey() {
        return isEvent()
                ? "mailing.activate.event.lead"
                : isInterval() ? "mailing.activate.interval.lead" : "mailing.activate.date.lead";
    }

    public List<Option> rhythms(Ui ui) {
        return Stream.of(Rhythm.values())
                .map(rhythm -> new Option(rhythm.code(), rhythm.label(ui)))
                .toList();
    }
}
