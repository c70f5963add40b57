package org.openemm.web.statistics;

import java.util.List;
import org.openemm.Core;
import org.openemm.statistics.ListGrowth;
import org.openemm.statistics.MailingBounces;
import org.openemm.statistics.RecipientStatistics;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** Statistics. */
public final class StatisticsScreens {
    private StatisticsScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "statistics",
                List.of(
                        new SentMailingsResource(core.mailingStatistics()),
                        new MailingStatisticsResource(
                                core.mailingStatistics(), new MailingBounces(core.database())),
                        new ReportResource(
                                core.mailingStatistics(),
                                ReportClient.of(core.home(), core.settings())),
                        new RecipientStatisticsResource(
                                new RecipientStatistics(
                                        core.database(),
                                        core.counted(),
                                        core.targets(),
                                        core.profileFields(),
                                        new ListGrowth(core.database(), core.clock())),
                                core.mailinglists(),
                                core.targets(),
                                core.profileFields())),
                List.of(
                        new Menu.Entry(
                                Menu.Place.STATISTICS,
                                10,
                                "statistics.menu.mailings",
                                "chart-column",
                                SentMailingsResource.PAGE,
                                "stats.mailing"),
                        new Menu.Entry(
                                Menu.Place.STATISTICS,
                                20,
                                "statistics.menu.recipients",
                                "users",
                                RecipientStatisticsResource.PAGE,
                                "stats.mailing")));
    }
}
