package org.openemm.web.statistics;

import java.util.List;
import java.util.Set;
import org.openemm.mailing.WorkStatus;
import org.openemm.statistics.MailingBounces;
import org.openemm.statistics.MailingSummary;
import org.openemm.statistics.MailingSummary.DeviceShare;
import org.openemm.statistics.MailingSummary.LinkFigures;
import org.openemm.statistics.Usual;
import org.openemm.web.mailing.MailingHead;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Trend;
import org.openemm.web.ui.Ui;

/**
 * What the page of one mailing shows.
 *
 * @param bounces null where they are not shown
 */
public record MailingPage(
        MailingSummary summary,
        Usual usual,
        WorkStatus status,
        List<Tab> tabs,
        Course course,
        MailingBounces.Figures bounces) {
    private static final int SHOWN_DOMAINS = 10;
    private static final Set<WorkStatus> MOVING =
            Set.of(WorkStatus.IN_GENERATION, WorkStatus.GENERATION_FINISHED, WorkStatus.SENDING);

    static MailingPage of(
            Ui ui, MailingSummary summary, Usual usual, MailingBounces.Figures bounces) {
        return new MailingPage(
                summary,
                usual,
                WorkStatus.of(summary.mailing().workStatus()),
                MailingHead.statisticsTabs(ui, summary.mailing().id()),
                Course.of(
                        summary.hours(),
                        ui.links().parameter("span"),
                        ui.format().zone(),
                        ui.format().locale()),
                bounces);
    }

    public int id() {
        return summary.mailing().id();
    }

    public String path(String page) {
        return "/statistics/mailing/" + id() + "/" + page;
    }

    /** Whether there is anything to show. */
    public boolean hasFigures() {
        return summary.sent() > 0 || summary.openingsGross() > 0 || summary.clicksGross() > 0;
    }

    /** Whether its figures grow by themselves at the moment. */
    public boolean isUnderWay() {
        return MOVING.contains(status);
    }

    /** Domains that are shown one by one, those with most bounces. */
    public List<MailingBounces.Domain> topDomains() {
        List<MailingBounces.Domain> all = bounces.domains();
        return all.subList(0, Math.min(SHOWN_DOMAINS, all.size()));
    }

    /** What the domains that are not shown have in sum; null when all are shown. */
    public MailingBounces.Domain otherDomains() {
        List<MailingBounces.Domain> all = bounces.domains();
        return all.stream()
                .skip(SHOWN_DOMAINS)
                .reduce(
                        (a, b) ->
                                new MailingBounces.Domain(
                                        "", a.hard() + b.hard(), a.soft() + b.soft()))
                .orElse(null);
    }

    public List<LinkFigures> contentLinks() {
        return links(false);
    }

    /** Unsubscribe, web view and forms. */
    public List<LinkFigures> administrativeLinks() {
        return links(true);
    }

    /** How far the share of openers is from what is usual; null when nothing can be compared. */
    public Trend openTrend(Ui ui) {
        return trend(ui, summary.openers(), usual.openRate());
    }

    /** As {@link #openTrend}, of clickers. */
    public Trend clickTrend(Ui ui) {
        return trend(ui, summary.clickers(), usual.clickRate());
    }

    private Trend trend(Ui ui, long figure, double before) {
        return usual.mailings() == 0
                ? null
                : summary.rate(figure)
                        .map(rate -> Trend.ofShare(ui.format(), rate, before, true))
                        .orElse(null);
    }

    /** Its name in words. */
    public static String name(Ui ui, LinkFigures link) {
        return link.kind().map(kind -> ui.t("statistics.link." + kind)).orElse(link.name());
    }

    /** Clicks on all links of the content: what the share of one of them relates to. */
    public long contentClicks() {
        return contentLinks().stream().mapToLong(LinkFigures::clicksGross).sum();
    }

    /**
     * One class of devices.
     *
     * @param key end of its text's key
     */
    public record Device(String key, long openers, long clickers) {}

    public List<Device> devices() {
        DeviceShare openers = summary.openerDevices();
        DeviceShare clickers = summary.clickerDevices();
        return List.of(
                new Device("desktop", openers.desktop(), clickers.desktop()),
                new Device("mobile", openers.mobile(), clickers.mobile()),
                new Device("tablet", openers.tablet(), clickers.tablet()),
                new Device("smartTv", openers.smartTv(), clickers.smartTv()),
                new Device("mixed", openers.mixed(), clickers.mixed()));
    }

    private List<LinkFigures> links(boolean administrative) {
        return summary.links().stream()
                .filter(link -> link.administrative() == administrative)
                .toList();
    }
}
