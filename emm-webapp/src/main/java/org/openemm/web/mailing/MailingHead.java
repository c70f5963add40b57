package org.openemm.web.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.WorkStatus;
import org.openemm.web.ui.Crumb;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;

/**
 * What stands above every page of one mailing or template.
 *
 * @param locked it was sent or is on its way: pages only show
 */
public record MailingHead(
        int id,
        String name,
        boolean template,
        boolean locked,
        WorkStatus status,
        List<Crumb> crumbs,
        List<Tab> tabs) {

    /** The pages of a mailing, in the order of the tabs. */
    enum Page {
        SETTINGS("/mailing/%d/settings.action", "mailing.show"),
        CONTENT("/mailing/content/%d/view.action", "mailing.content.show"),
        LINKS("/mailing/%d/trackablelink/list.action", "mailing.show"),
        IMAGES("/mailing/%d/images/list.action", "mailing.components.show"),
        ATTACHMENTS("/mailing/%d/attachment/list.action", "mailing.attachments.show"),
        PREVIEW("/mailing/preview/%d/view.action", "mailing.show"),
        SEND("/mailing/send/%d/view.action", "mailing.send.show"),
        STATISTICS("/statistics/mailing/%d/view.action", "stats.mailing");

        private final String path;
        private final String right;

        Page(String path, String right) {
            this.path = path;
            this.right = right;
        }

        String path(int mailingId) {
            return path.formatted(mailingId);
        }
    }

    static MailingHead of(Ui ui, Mailing mailing, Page current) {
        Crumb overview =
                mailing.template()
                        ? new Crumb(ui.t("mailing.menu.templates"), MailingListResource.TEMPLATES)
                        : new Crumb(ui.t("mailing.menu.mailings"), MailingListResource.PAGE);
        return new MailingHead(
                mailing.id(),
                mailing.name(),
                mailing.template(),
                !mailing.editable(),
                mailing.status(),
                List.of(overview),
                tabs(ui, mailing.id(), mailing.template(), !mailing.editable(), current));
    }

    /** The tabs above the statistics of a mailing, which are a page of another family. */
    public static List<Tab> statisticsTabs(Ui ui, int mailingId) {
        return tabs(ui, mailingId, false, true, Page.STATISTICS);
    }

    /** There is nothing to see in the statistics before a mailing is on its way. */
    private static List<Tab> tabs(
            Ui ui, int mailingId, boolean template, boolean launched, Page current) {
        List<Tab> tabs = new ArrayList<>();
        for (Page page : Page.values()) {
            boolean shown = page == Page.STATISTICS ? launched && !template : true;
            if (shown && ui.may(page.right)) {
                String key = "mailing.tab." + page.name().toLowerCase(Locale.ROOT);
                tabs.add(new Tab(ui.t(key), page.path(mailingId), page == current));
            }
        }
        return tabs;
    }
}
