package org.openemm.web.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openemm.mailing.Mailing;
import org.openemm.web.ui.Crumb;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;

/**
 * What stands above every page of one mailing or template.
 *
 * @param locked it was sent or is on its way: pages only show
 */
public record MailingHead(
        int id, String name, boolean template, boolean locked, List<Crumb> crumbs, List<Tab> tabs) {

    /** The pages of a mailing, in the order of the tabs. */
    enum Page {
        SETTINGS("/mailing/%d/settings.action", "mailing.show", true),
        CONTENT("/mailing/content/%d/view.action", "mailing.content.show", true),
        LINKS("/mailing/%d/trackablelink/list.action", "mailing.show", true),
        IMAGES("/mailing/%d/images/list.action", "mailing.components.show", true),
        ATTACHMENTS("/mailing/%d/attachment/list.action", "mailing.attachments.show", true),
        PREVIEW("/mailing/preview/%d/view.action", "mailing.show", true),
        SEND("/mailing/send/%d/view.action", "mailing.send.show", true),
        STATISTICS("/statistics/mailing/%d/view.action", "stats.mailing", false);

        private final String path;
        private final String right;
        private final boolean forTemplates;

        Page(String path, String right, boolean forTemplates) {
            this.path = path;
            this.right = right;
            this.forTemplates = forTemplates;
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
                List.of(overview),
                tabs(ui, mailing.id(), mailing.template(), current));
    }

    /** The tabs above the statistics of a mailing, which are a page of another family. */
    public static List<Tab> statisticsTabs(Ui ui, int mailingId) {
        return tabs(ui, mailingId, false, Page.STATISTICS);
    }

    private static List<Tab> tabs(Ui ui, int mailingId, boolean template, Page current) {
        List<Tab> tabs = new ArrayList<>();
        for (Page page : Page.values()) {
            if ((page.forTemplates || !template) && ui.may(page.right)) {
                String key = "mailing.tab." + page.name().toLowerCase(Locale.ROOT);
                tabs.add(new Tab(ui.t(key), page.path(mailingId), page == current));
            }
        }
        return tabs;
    }
}
