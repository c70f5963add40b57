package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.openemm.InvalidInput;
import org.openemm.exporting.FileType;
import org.openemm.target.RecipientFilter;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The question before what the list shows is exported. */
@Path("/recipient/export.action")
public final class RecipientExportResource {

    /**
     * @param filter of the list, stored
     * @param columns of the list that a file can have, separated by commas
     * @param back to the list
     */
    public record ExportPage(String filter, String columns, List<Option> types, String back) {}

    @GET
    @Requires("wizard.export")
    public View ask(@Context Ui ui) {
        RecipientFilter filter = filter(ui);
        Stream<String> columns =
                Arrays.stream(ui.links().parameter("columns").split(","))
                        .filter(column -> !column.equals(RecipientTable.LISTS));
        Stream<String> list =
                filter.mailinglistId() > 0
                        ? Stream.of("list:" + filter.mailinglistId())
                        : Stream.empty();
        return View.of(
                "recipient/export.jte",
                new ExportPage(
                        filter.isEmpty() ? "" : filter.stored(),
                        String.join(",", Stream.concat(columns, list).toList()),
                        Arrays.stream(FileType.values())
                                .map(
                                        type ->
                                                Option.of(
                                                        type.name(),
                                                        ui.t("exporting.type." + type),
                                                        ui.t("exporting.type." + type + ".note")))
                                .toList(),
                        FilterState.list(filter)));
    }

    /** An address that nobody wrote by hand is passed over rather than refused. */
    private static RecipientFilter filter(Ui ui) {
        try {
            return FilterState.of(ui.links()::parameter);
        } catch (InvalidInput e) {
            return RecipientFilter.NONE;
        }
    }
}
