package org.openemm.reports;

import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.birt.report.model.api.activity.SemanticException;
import org.openemm.company.Brand;
import org.openemm.i18n.Texts;
import org.openemm.reports.Rows.Column;
import org.openemm.reports.Sheet.Tile;
import org.openemm.statistics.MailingSummary;
import org.openemm.statistics.MailingSummary.DeviceShare;
import org.openemm.statistics.MailingSummary.HourFigures;
import org.openemm.statistics.MailingSummary.LinkFigures;

/**
 * The summary of one mailing as a PDF of one or two pages: key figures, course over time, links,
 * devices, formats.
 */
final class MailingSummaryReport {
    private static final Duration CHART_SPAN = Duration.ofHours(48);

    /** A chart of one hour would be one broad bar. */
    private static final Duration SHORTEST_SPAN = Duration.ofHours(6);

    private final LazyReportEngine engine;
    private final Texts texts;

    MailingSummaryReport(LazyReportEngine engine, Texts texts) {
        this.engine = engine;
        this.texts = texts;
    }

    /**
     * Typesets the report.
     *
     * @param figures language and zone of the reader
     * @param now printed as the time of the figures
     */
    byte[] pdf(MailingSummary summary, Brand brand, Figures figures, Instant now)
            throws IOException {
        try {
            return new Page(summary, brand, figures, now).typeset();
        } catch (SemanticException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One report in the making. */
    private final class Page {
        private final MailingSummary summary;
        private final Brand brand;
        private final Figures figures;
        private final Instant now;
        private final ULocale locale;
        private final Sheet sheet;
        private final Map<String, Object> data = new HashMap<>();

        Page(MailingSummary summary, Brand brand, Figures figures, Instant now) {
            this.summary = summary;
            this.brand = brand;
            this.figures = figures;
            this.now = now;
            this.locale = ULocale.forLocale(figures.locale());
            this.sheet = new Sheet(brand.accent());
        }

        byte[] typeset() throws SemanticException, IOException {
            sheet.page(
                    brand.name() + " · " + summary.mailing().name() + " · " + figures.dateTime(now),
                    text("page"));
            sheet.title(brand.logo(), brand.name(), summary.mailing().name(), details());
            sheet.tiles(tiles());
            sheet.note(text("note.rates"));
            sheet.heading(text("funnel"));
            new Charts(sheet).bars(filled(funnel()), 150);
            if (!summary.hours().isEmpty()) {
                sheet.heading(text("course"));
                new Charts(sheet).course(filled(course()), text("openings"), text("clicks"), 170);
            }
            linkTable("links", false);
            linkTable("links.administrative", true);
            sheet.heading(text("devices"));
            new Tables(sheet)
                    .add(
                            filled(devices()),
                            List.of(text("device"), text("openers"), text("clickers")),
                            List.of("98mm", "38mm", "38mm"));
            sheet.heading(text("more"));
            new Tables(sheet)
                    .add(
                            filled(more()),
                            List.of(text("figure"), text("value")),
                            List.of("136mm", "38mm"));
            return engine.get().pdf(sheet.design(), locale, data);
        }

        /** Links of the content share all clicks among them; administrative ones have no rank. */
        private void linkTable(String name, boolean administrative) throws SemanticException {
            List<LinkFigures> links =
                    summary.links().stream()
                            .filter(link -> link.administrative() == administrative)
                            .toList();
            if (links.isEmpty()) {
                return;
            }
            sheet.heading(text(name));
            new Tables(sheet)
                    .add(
                            filled(links(name, links)),
                            List.of(
                                    text("link"),
                                    text("clickers"),
                                    text("clicks"),
                                    administrative ? "" : text("link.share")),
                            List.of("98mm", "24mm", "24mm", "28mm"));
        }

        private List<String> details() {
            List<String> details = new ArrayList<>();
            if (!summary.mailing().readableSubject().isBlank()) {
                details.add(text("subject") + ": " + summary.mailing().readableSubject());
            }
            String list = text("mailinglist") + ": " + summary.mailing().mailinglist();
            details.add(
                    summary.mailing()
                            .sendDate()
                            .map(
                                    sent ->
                                            list
                                                    + "  ·  "
                                                    + text("sendDate")
                                                    + ": "
                                                    + figures.dateTime(sent))
                            .orElse(list));
            return details;
        }

        private List<Tile> tiles() {
            return List.of(
                    new Tile(text("sent"), figures.number(summary.sent()), ""),
                    tile("delivered", summary.delivered(), summary.rateOfSent(summary.delivered())),
                    tile("openers", summary.openers(), summary.rate(summary.openers())),
                    tile("clickers", summary.clickers(), summary.rate(summary.clickers())),
                    tile(
                            "openersTotal",
                            summary.openersTotal(),
                            summary.rate(summary.openersTotal())),
                    tile("optOuts", summary.optOuts(), summary.rate(summary.optOuts())),
                    tile(
                            "hardBounces",
                            summary.hardBounces(),
                            summary.rateOfSent(summary.hardBounces())),
                    tile(
                            "softBounces",
                            summary.softBounces(),
                            summary.rateOfSent(summary.softBounces())));
        }

        private Tile tile(String key, long value, Optional<Double> share) {
            return new Tile(text(key), figures.number(value), figures.percent(share));
        }

        private Rows funnel() {
            return new Rows(
                    "funnel",
                    List.of(new Column("step", false), new Column("count", true)),
                    List.of(
                            new Object[] {text("sent"), (double) summary.sent()},
                            new Object[] {text("delivered"), (double) summary.delivered()},
                            new Object[] {text("openers"), (double) summary.openers()},
                            new Object[] {text("clickers"), (double) summary.clickers()}));
        }

        /**
         * Hour by hour from the first event on, hours without events included, so that the axis is
         * true to time.
         */
        private Rows course() {
            Map<Instant, HourFigures> byHour = new HashMap<>();
            summary.hours().forEach(hour -> byHour.put(hour.hour(), hour));
            Instant first = summary.hours().get(0).hour();
            Instant last = summary.hours().get(summary.hours().size() - 1).hour();
            Instant end = last.isBefore(first.plus(CHART_SPAN)) ? last : first.plus(CHART_SPAN);
            if (end.isBefore(first.plus(SHORTEST_SPAN))) {
                end = first.plus(SHORTEST_SPAN);
            }
            List<Object[]> values = new ArrayList<>();
            for (Instant hour = first; !hour.isAfter(end); hour = hour.plus(Duration.ofHours(1))) {
                HourFigures count = byHour.getOrDefault(hour, new HourFigures(hour, 0, 0, 0, 0));
                values.add(
                        new Object[] {
                            figures.hour(hour),
                            (double) count.openingsGross(),
                            (double) count.clicksGross()
                        });
            }
            return new Rows(
                    "course",
                    List.of(
                            new Column("hour", false),
                            new Column("openings", true),
                            new Column("clicks", true)),
                    values);
        }

        private Rows links(String name, List<LinkFigures> links) {
            long all = links.stream().mapToLong(LinkFigures::clicksGross).sum();
            return new Rows(
                    name.replace('.', '_'),
                    List.of(
                            new Column("link", false),
                            new Column("clickers", false),
                            new Column("clicks", false),
                            new Column("share", false)),
                    links.stream()
                            .map(
                                    link ->
                                            new Object[] {
                                                Printable.breakable(name(link)),
                                                figures.number(link.clickers()),
                                                figures.number(link.clicksGross()),
                                                link.administrative()
                                                        ? ""
                                                        : figures.percent(
                                                                MailingSummary.share(
                                                                        link.clicksGross(), all))
                                            })
                            .toList());
        }

        /** What has no tile: gross figures, anonymous ones, formats. */
        private Rows more() {
            List<Object[]> values = new ArrayList<>();
            values.add(figure("openings", summary.openingsGross()));
            values.add(figure("openingsAnonymous", summary.openingsAnonymous()));
            values.add(figure("clicks", summary.clicksGross()));
            values.add(figure("clicksAnonymous", summary.clicksAnonymous()));
            summary.sentByFormat()
                    .forEach((format, mails) -> values.add(figure("format." + format, mails)));
            return new Rows(
                    "more",
                    List.of(new Column("figure", false), new Column("value", false)),
                    values);
        }

        private Object[] figure(String key, long value) {
            return new Object[] {text(key), figures.number(value)};
        }

        private Rows devices() {
            DeviceShare openers = summary.openerDevices();
            DeviceShare clickers = summary.clickerDevices();
            return new Rows(
                    "devices",
                    List.of(
                            new Column("device", false),
                            new Column("openers", false),
                            new Column("clickers", false)),
                    List.of(
                            device("desktop", openers.desktop(), clickers.desktop()),
                            device("mobile", openers.mobile(), clickers.mobile()),
                            device("tablet", openers.tablet(), clickers.tablet()),
                            device("smartTv", openers.smartTv(), clickers.smartTv()),
                            device("mixed", openers.mixed(), clickers.mixed())));
        }

        private Object[] device(String key, long openers, long clickers) {
            return new Object[] {
                text("device." + key), figures.number(openers), figures.number(clickers)
            };
        }

        private Rows filled(Rows rows) {
            data.put(rows.name(), rows.values());
            return rows;
        }

        private String name(LinkFigures link) {
            return link.kind().map(kind -> text("link." + kind)).orElse(link.name());
        }

        private String text(String key) {
            return texts.text(figures.locale(), "reports.mailing." + key);
        }
    }
}
