package org.openemm.web.importing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.importing.ConvertedRow;
import org.openemm.importing.Import;
import org.openemm.importing.ImportProfile;
import org.openemm.importing.ImportSettings;
import org.openemm.importing.Imports;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.web.access.Requires;
import org.openemm.web.recipient.Labels;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Second and last step with a profile: how it reads the file, and into which lists. */
@Path("/recipient/import")
public final class PreviewResource {
    private static final int SHOWN_FIELDS = 30;
    private static final int SHOWN_ROWS = 10;

    private final Imports imports;
    private final ProfileFields fields;
    private final ImportChoices choices;

    PreviewResource(Imports imports, ProfileFields fields, Mailinglists mailinglists) {
        this.imports = imports;
        this.fields = fields;
        this.choices = new ImportChoices(fields, mailinglists);
    }

    static String page(long id) {
        return "/recipient/import/preview.action?id=" + id;
    }

    /**
     * @param profile empty when it has been deleted
     * @param columns how many columns of the file are imported
     * @param leftOut headings of those that are not
     * @param keys what identifies a recipient, in words
     */
    public record PreviewPage(
            Import task,
            Optional<ImportProfile> profile,
            int columns,
            List<String> leftOut,
            String keys,
            MappingResource.SamplePage sample,
            ImportChoices.Choices choices) {}

    @GET
    @Path("preview.action")
    @Requires("wizard.import")
    public View preview(@Context Ui ui, @QueryParam("id") long id) {
        Import task = imports.get(ui.actor(), id);
        ImportSettings settings = task.settings();
        ProfileFieldCatalog catalog = fields.of(ui.actor());
        List<ConvertedRow> rows = imports.sample(ui.actor(), id, settings, SHOWN_ROWS);
        List<String> leftOut =
                IntStream.range(0, Math.min(settings.headings().size(), settings.columns().size()))
                        .filter(i -> settings.columns().get(i).isEmpty())
                        .mapToObj(i -> settings.headings().get(i))
                        .toList();
        return View.of(
                "importing/preview.jte",
                new PreviewPage(
                        task,
                        profile(ui, task),
                        settings.columns().size() - leftOut.size(),
                        leftOut,
                        String.join(
                                ", ",
                                settings.keyColumns().stream()
                                        .map(
                                                key ->
                                                        catalog.column(key)
                                                                .map(f -> Labels.field(ui, f))
                                                                .orElse(key))
                                        .toList()),
                        new MappingResource.SamplePage(
                                rows.stream()
                                        .filter(row -> row.problem().isEmpty())
                                        .findFirst()
                                        .map(
                                                row ->
                                                        row.cells().stream()
                                                                .map(ConvertedRow.Cell::field)
                                                                .limit(SHOWN_FIELDS)
                                                                .toList())
                                        .orElse(List.of()),
                                rows,
                                SlowKeys.of(ui, catalog, settings.keyColumns())),
                        choices.of(ui)));
    }

    /** Takes the lists and reads the whole file; writes nothing yet. */
    @POST
    @Path("execute.action")
    @Requires("wizard.import")
    public Object check(@Context Ui ui, Input input) {
        int id = input.integer("id");
        try {
            ImportSettings before = imports.get(ui.actor(), id).settings();
            imports.configure(ui.actor(), id, MappingForm.lists(input, before));
            imports.check(ui.actor(), id);
        } catch (InvalidInput e) {
            return preview(ui, id).again(input, e);
        }
        return ui.redirect(ImportResource.page(id));
    }

    private Optional<ImportProfile> profile(Ui ui, Import task) {
        try {
            return task.profileId() == 0
                    ? Optional.empty()
                    : Optional.of(imports.profiles().get(ui.actor(), task.profileId()));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }
}
