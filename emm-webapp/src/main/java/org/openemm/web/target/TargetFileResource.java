package org.openemm.web.target;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.glassfish.jersey.media.multipart.FormDataParam;
import org.openemm.InvalidInput;
import org.openemm.target.TargetFiles;
import org.openemm.target.TargetFiles.Conflict;
import org.openemm.target.TargetFiles.Outcome;
import org.openemm.target.TargetFiles.Preview;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Target groups as a file and from a file: upload, a look at what is in it, import. */
@Path("/target")
public final class TargetFileResource {
    /** Where the session keeps a file between upload and import. */
    private static final String KEPT = "target.file";

    private static final int MOST_BYTES = 1_000_000;
    private static final String UPLOAD = "/target/import.action";
    private static final String LOOK = "/target/import/check.action";

    private final TargetFiles files;

    TargetFileResource(TargetFiles files) {
        this.files = files;
    }

    /** The form for a file. */
    public record UploadPage(int mostBytes) {}

    /**
     * What is in a file.
     *
     * @param version of the file that is looked at
     */
    public record LookPage(List<Preview> groups, List<Option> conflicts, String version) {
        public boolean hasConflicts() {
            return groups.stream().anyMatch(group -> group.isGood() && group.existing() != 0);
        }

        public boolean hasGood() {
            return groups.stream().anyMatch(Preview::isGood);
        }
    }

    @GET
    @Path("{id: [0-9]{1,9}}/export.action")
    @Requires("targets.show")
    public Response export(@Context Ui ui, @PathParam("id") int id) {
        return file(ui, List.of(id));
    }

    /** The ticked ones: field {@code bulkIds}. */
    @POST
    @Path("bulk/export.action")
    @Requires("targets.show")
    public Response exportTicked(@Context Ui ui, Input input) {
        List<Integer> ids = input.integers("bulkIds");
        return ids.isEmpty() ? ui.redirect(TargetListResource.LIST) : file(ui, ids);
    }

    @GET
    @Path("import.action")
    @Requires("targets.change")
    public View choose(@Context Ui ui) {
        return View.of("target/import.jte", new UploadPage(MOST_BYTES));
    }

    @POST
    @Path("import.action")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Requires("targets.change")
    public Object upload(@Context Ui ui, @FormDataParam("file") InputStream content)
            throws IOException {
        try {
            String text = text(ui, content);
            files.look(ui.actor(), text);
            ui.remember(KEPT, text);
        } catch (InvalidInput e) {
            return choose(ui).again(Input.of(java.util.Map.of()), e);
        }
        return ui.redirect(LOOK);
    }

    @GET
    @Path("import/check.action")
    @Requires("targets.change")
    public Object look(@Context Ui ui) {
        String text = ui.remembered(KEPT);
        return text.isEmpty() ? ui.redirect(UPLOAD) : looked(ui, text);
    }

    /**
     * Fields: {@code groups} places of those that are wanted, {@code conflict}, {@code version}.
     */
    @POST
    @Path("import/save.action")
    @Requires("targets.change")
    public Object load(@Context Ui ui, Input input) {
        String text = ui.remembered(KEPT);
        if (text.isEmpty() || !version(text).equals(input.text("version"))) {
            ui.flashWarning("target.import.stale");
            return ui.redirect(text.isEmpty() ? UPLOAD : LOOK);
        }
        Outcome outcome;
        try {
            outcome =
                    files.load(
                            ui.actor(),
                            text,
                            new HashSet<>(input.integers("groups")),
                            conflict(input.text("conflict")));
        } catch (InvalidInput e) {
            return looked(ui, text).again(input, e);
        }
        ui.remember(KEPT, "");
        int done = outcome.created().size() + outcome.replaced().size();
        ui.flash(
                done == 1 ? "target.import.done.one" : "target.import.done",
                ui.format().number(done));
        if (!outcome.skipped().isEmpty()) {
            ui.flashWarning("target.import.skipped", String.join(", ", outcome.skipped()));
        }
        return ui.redirect(TargetListResource.LIST + "?reset=");
    }

    private View looked(Ui ui, String text) {
        List<Option> conflicts =
                Arrays.stream(Conflict.values())
                        .map(
                                one ->
                                        Option.of(
                                                key(one),
                                                ui.t("target.import.conflict." + key(one)),
                                                ui.t(
                                                        "target.import.conflict."
                                                                + key(one)
                                                                + ".help")))
                        .toList();
        return View.of(
                "target/importcheck.jte",
                new LookPage(files.look(ui.actor(), text), conflicts, version(text)));
    }

    private Response file(Ui ui, List<Integer> ids) {
        String text = files.export(ui.actor(), ids);
        return Response.ok(text.getBytes(StandardCharsets.UTF_8), "application/json")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"target-groups-" + ui.today() + ".json\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private static String text(Ui ui, InputStream content) throws IOException {
        if (content == null) {
            throw new InvalidInput("file", "error.target.file");
        }
        byte[] bytes = content.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new InvalidInput(
                    "file", "error.target.file.large", ui.format().bytes(MOST_BYTES));
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Conflict conflict(String name) {
        return Arrays.stream(Conflict.values())
                .filter(one -> key(one).equals(name))
                .findFirst()
                .orElse(Conflict.SKIP);
    }

    private static String key(Conflict conflict) {
        return conflict.name().toLowerCase(Locale.ROOT);
    }

    private static String version(String text) {
        return Integer.toHexString(text.hashCode());
    }
}
