package org.openemm.web.importing;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.glassfish.jersey.media.multipart.FormDataContentDisposition;
import org.glassfish.jersey.media.multipart.FormDataParam;
import org.openemm.InvalidInput;
import org.openemm.importing.Import;
import org.openemm.importing.ImportState;
import org.openemm.importing.Imports;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Filter;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** First step: the file; and the imports there were. */
@Path("/recipient/import")
public final class UploadResource {
    static final String PAGE = "/recipient/import/view.action";

    private final Imports imports;

    UploadResource(Imports imports) {
        this.imports = imports;
    }

    /**
     * Latest first.
     *
     * @param profiles to choose from, empty for users who may not follow profiles
     * @param profile that is chosen, 0 for none
     */
    public record UploadPage(
            Table table, List<Import> recent, Paging paging, List<Option> profiles, int profile) {
        /** Where to go on with an import. */
        public String link(Import task) {
            return task.state() != ImportState.UPLOADED
                    ? ImportResource.page(task.id())
                    : task.profileId() == 0
                            ? MappingResource.page(task.id())
                            : PreviewResource.page(task.id());
        }
    }

    /** Both ways begin here: by a profile, or step by step. */
    @GET
    @Path("view.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public View upload(@Context Ui ui) {
        return upload(ui, asked(ui));
    }

    @GET
    @Path("chooseMethod.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public Response choose(@Context Ui ui) {
        return ui.redirect(PAGE);
    }

    private View upload(Ui ui, int profile) {
        Table table = table(ui);
        String search = table.query().toLowerCase(Locale.ROOT);
        List<Import> found =
                imports.recent(ui.actor()).stream()
                        .filter(
                                task ->
                                        (task.fileName() + " " + task.user())
                                                .toLowerCase(Locale.ROOT)
                                                .contains(search))
                        .filter(
                                task ->
                                        table.filter("state").isEmpty()
                                                || table.filter("state")
                                                        .equals(task.state().name()))
                        .toList();
        int from = Math.min(found.size(), (ui.links().page() - 1) * table.size());
        return View.of(
                "importing/upload.jte",
                new UploadPage(
                        table,
                        found.subList(from, Math.min(found.size(), from + table.size())),
                        Paging.numbered(ui, table.size(), found.size()),
                        profiles(ui),
                        profile));
    }

    @POST
    @Path("view.action")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Requires({"wizard.importclassic", "wizard.import"})
    public Object keep(
            @Context Ui ui,
            @FormDataParam("profile") String chosen,
            @FormDataParam("password") String password,
            @FormDataParam("file") InputStream content,
            @FormDataParam("file") FormDataContentDisposition file) {
        int profile = number(chosen);
        String opens = password == null ? "" : password;
        try {
            if (content == null) {
                throw new InvalidInput("file", "importing.file.none");
            }
            if (profile == 0) {
                return ui.redirect(
                        MappingResource.page(
                                imports.upload(ui.actor(), name(file), content, opens)));
            }
            return ui.redirect(
                    PreviewResource.page(
                            imports.upload(ui.actor(), profile, name(file), content, opens)));
        } catch (InvalidInput e) {
            return upload(ui, profile)
                    .again(Input.of(Map.of("profile", String.valueOf(profile))), e);
        }
    }

    /** The profile of the address, else the one that the user has chosen for good. */
    private int asked(Ui ui) {
        String asked = ui.links().parameter("profile");
        return !asked.isEmpty()
                ? number(asked)
                : ui.may("wizard.import") ? imports.profiles().preselected(ui.actor()) : 0;
    }

    private static int number(String text) {
        return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    /** The first one stands for none. */
    private List<Option> profiles(Ui ui) {
        List<Option> options = new ArrayList<>();
        if (ui.may("wizard.import")) {
            imports.profiles()
                    .all(ui.actor())
                    .forEach(profile -> options.add(Option.of(profile.id(), profile.name())));
        }
        if (!options.isEmpty()) {
            options.add(0, new Option("0", ui.t("importing.upload.profile.none")));
        }
        return options;
    }

    private static Table table(Ui ui) {
        return TableSpec.named(TableName.IMPORTS)
                .columns(
                        Column.text("file", ui.t("importing.recent.file")).asTitle(),
                        Column.brief("state", ui.t("importing.recent.state")),
                        Column.number("inserted", ui.t("importing.numbers.inserted")),
                        Column.number("updated", ui.t("importing.numbers.updated")),
                        Column.number("bad", ui.t("importing.recent.bad")),
                        Column.date("created", ui.t("importing.recent.created")),
                        Column.brief("user", ui.t("importing.recent.user")).onDemand(),
                        Column.number("rows", ui.t("importing.numbers.rows")).onDemand(),
                        Column.brief("mode", ui.t("importing.mapping.mode")).onDemand())
                .sortedBy("created", true)
                .search(ui.t("importing.recent.search"))
                .filters(
                        Filter.choice(
                                "state",
                                ui.t("importing.recent.state"),
                                ui.t("importing.recent.state.all"),
                                Arrays.stream(ImportState.values())
                                        .map(
                                                state ->
                                                        new Option(
                                                                state.name(),
                                                                ui.t("importing.state." + state)))
                                        .toList()))
                .open(ui);
    }

    /** Browsers send the name in UTF-8, Jersey reads it as ISO-8859-1 (RFC 7578 section 5.1). */
    private static String name(FormDataContentDisposition file) {
        String sent = file == null ? null : file.getFileName();
        if (sent == null || sent.isBlank()) {
            return "import.csv";
        }
        byte[] bytes = sent.getBytes(StandardCharsets.ISO_8859_1);
        String name = new String(bytes, StandardCharsets.UTF_8);
        return name.indexOf('\ufffd') < 0
                        && StandardCharsets.ISO_8859_1.newEncoder().canEncode(sent)
                ? name
                : sent;
    }
}
