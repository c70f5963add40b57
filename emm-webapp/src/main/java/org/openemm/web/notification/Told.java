package org.openemm.web.notification;

import java.util.Locale;
import org.openemm.notification.Event;
import org.openemm.notification.Kind;
import org.openemm.notification.Notification;
import org.openemm.web.ui.News;
import org.openemm.web.ui.Ui;

/** A notification in words: what happened, to what, and where to look. */
public final class Told {
    private final Ui ui;
    private final Notification notification;

    private Told(Ui ui, Notification notification) {
        this.ui = ui;
        this.notification = notification;
    }

    public static Told of(Ui ui, Notification notification) {
        return new Told(ui, notification);
    }

    /** What happened. */
    public String title() {
        Event event = event();
        return event.kind() == Kind.WELCOME
                ? ui.t("notification.welcome", ui.user().orElseThrow().displayName())
                : ui.t(key(), event.subject());
    }

    /** Figures, or what to do; may be empty. */
    public String detail() {
        Object[] numbers =
                event().numbers().stream().map(number -> ui.format().number(number)).toArray();
        boolean clean = event().kind() == Kind.IMPORT_DONE && event().numbers().get(3) == 0;
        return ui.t(key() + (clean ? ".clean" : ".detail"), numbers);
    }

    /** Empty when there is no page about it for this user. */
    public String href() {
        long id = event().objectId();
        return switch (event().kind()) {
            case MAILING_SENT ->
                    ui.may("stats.mailing")
                            ? "/statistics/mailing/" + id + "/view.action"
                            : sendPage(id, ui);
            case MAILING_EMPTY, MAILING_FAILED, MAILING_PAUSED -> sendPage(id, ui);
            case IMPORT_DONE, IMPORT_FAILED -> importPage(id);
            case EXPORT_DONE, EXPORT_FAILED -> "/export/run/" + id + "/view.action";
            case JOB_FAILED -> "";
            case WELCOME -> "/help/first-steps.action";
        };
    }

    public String icon() {
        return switch (event().kind()) {
            case MAILING_SENT -> "mail-check";
            case MAILING_EMPTY -> "users";
            case MAILING_PAUSED -> "circle-pause";
            case IMPORT_DONE -> "upload";
            case EXPORT_DONE -> "download";
            case MAILING_FAILED, IMPORT_FAILED, EXPORT_FAILED, JOB_FAILED -> "triangle-alert";
            case WELCOME -> "circle-help";
        };
    }

    /** good, warn or bad. */
    public String mood() {
        return event().kind().isFailure() ? "bad" : event().kind().isWarning() ? "warn" : "good";
    }

    public Notification notification() {
        return notification;
    }

    /** The chip of the top bar. */
    public static String chip(Ui ui, News.Running running) {
        return ui.t(
                "notification.running." + running.kind(),
                running.percent(),
                ui.format().number(running.done()),
                ui.format().number(running.total()));
    }

    static String importPage(long id) {
        return "/recipient/import/wizard/step/preScan.action?id=" + id;
    }

    static String sendPage(long mailingId) {
        return "/mailing/send/" + mailingId + "/view.action";
    }

    private static String sendPage(long mailingId, Ui ui) {
        return ui.may("mailing.send.show") ? sendPage(mailingId) : "";
    }

    private String key() {
        return "notification." + event().kind().name().toLowerCase(Locale.ROOT);
    }

    private Event event() {
        return notification.event();
    }
}
