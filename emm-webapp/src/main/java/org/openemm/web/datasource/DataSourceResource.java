package org.openemm.web.datasource;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.openemm.recipient.DataSource;
import org.openemm.recipient.DataSources;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Filter;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** The list of data sources. */
@Path("/importexport/datasource/list.action")
public final class DataSourceResource {
    static final String LIST = "/importexport/datasource/list.action";

    private final DataSources sources;

    DataSourceResource(DataSources sources) {
        this.sources = sources;
    }

    /**
     * @param recipients how many came from each, by id; those without any are missing
     */
    public record ListPage(
            Table table, List<DataSource> sources, Map<Integer, Long> recipients, Paging paging) {
        /** The recipients that came from there. */
        public String recipientsOf(DataSource source) {
            return "/recipient/list.action?eql="
                    + URLEncoder.encode("`datasource_id` = " + source.id(), StandardCharsets.UTF_8);
        }
    }

    @GET
    @Requires("datasource.show")
    public View list(@Context Ui ui) {
        Table table =
                TableSpec.named(TableName.SOURCES)
                        .columns(
                                Column.text("description", ui.t("datasource.description"))
                                        .asTitle(),
                                Column.brief("kind", ui.t("datasource.kind")),
                                Column.number("recipients", ui.t("datasource.recipients")),
                                Column.date("time", ui.t("datasource.time")),
                                Column.number("id", ui.t("datasource.id")))
                        .search(ui.t("datasource.search"))
                        .filters(
                                Filter.choice(
                                        "kind",
                                        ui.t("datasource.kind"),
                                        ui.t("datasource.kind.all"),
                                        Arrays.stream(DataSource.Kind.values())
                                                .map(
                                                        kind ->
                                                                new Option(
                                                                        kind.name(),
                                                                        word(ui, kind)))
                                                .toList()),
                                Filter.date("from", ui.t("datasource.from")),
                                Filter.date("until", ui.t("datasource.until")))
                        .open(ui);
        DataSource.Kind kind =
                Arrays.stream(DataSource.Kind.values())
                        .filter(known -> known.name().equals(table.filter("kind")))
                        .findFirst()
                        .orElse(null);
        DataSources.Page found =
                sources.page(
                        ui.actor(),
                        new DataSources.Query(
                                table.query(),
                                kind,
                                table.day("from"),
                                table.endOfDay("until"),
                                ui.links().page(),
                                table.size()));
        return View.of(
                "datasource/list.jte",
                new ListPage(
                        table,
                        found.sources(),
                        sources.recipients(ui.actor()),
                        Paging.numbered(ui, table.size(), found.total())));
    }

    /** A kind in the words of the user. */
    public static String word(Ui ui, DataSource.Kind kind) {
        return ui.t("datasource.kind." + kind.name());
    }
}
