package org.openemm.web.importprofile;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.glassfish.jersey.media.multipart.FormDataParam;
import org.openemm.InvalidInput;
import org.openemm.importing.ImportProfile;
import org.openemm.importing.ImportProfileDraft;
import org.openemm.importing.ImportProfiles;
import org.openemm.importing.ProfileColumn;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileFields;
import org.openemm.web.access.Requires;
import org.openemm.web.importing.SlowKeys;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** One import profile: all its settings on one page. */
@Path("/import-profile")
public final class ImportProfileResource {
    /** Empty rows for further columns. */
    private static final int SPARE_ROWS = 3;

    private final ImportProfiles profiles;
    private final ProfileFields fields;
    private final ProfileChoices choices;

    ImportProfileResource(
            ImportProfiles profiles, ProfileFields fields, Mailinglists mailinglists) {
        this.profiles = profiles;
        this.fields = fields;
        this.choices = new ProfileChoices(fields, mailinglists);
    }

    static String page(int id) {
        return "/import-profile/" + id + "/view.action";
    }

    /**
     * @param id 0 for a new profile
     * @param seen when it had been changed as the page was made, milliseconds; 0 for a new one
     * @param rows columns, with empty rows at the end
     * @param use empty for a new profile
     * @param slowKeys see {@link SlowKeys}
     */
    public record EditPage(
            int id,
            long seen,
            ImportProfileDraft draft,
            List<ProfileColumn> rows,
            boolean hasPassword,
            boolean editable,
            Optional<ImportProfiles.Use> use,
            List<String> slowKeys,
            ProfileChoices.Choices choices) {}

    @GET
    @Path("create.action")
    @Requires("import.change")
    public View create(@Context Ui ui) {
        return View.of(
                "importprofile/edit.jte",
                page(ui, 0, 0, ImportProfileDraft.empty(), ImportProfileDraft.empty().columns()));
    }

    @GET
    @Path("{id: [0-9]{1,9}}/view.action")
    @Requires("wizard.import")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        ImportProfile profile = profiles.get(ui.actor(), id);
        return View.of(
                "importprofile/edit.jte",
                page(
                        ui,
                        id,
                        profile.changed().toEpochMilli(),
                        profile.draft(),
                        profile.draft().columns()));
    }

    @POST
    @Path("save.action")
    @Requires("import.change")
    public Object save(@Context Ui ui, Input input) {
        int id = input.integer("id", 0);
        ImportProfileDraft draft = null;
        try {
            draft = ProfileForm.draft(input);
            if (id == 0) {
                id = profiles.create(ui.actor(), draft, input.raw("zipPassword"));
                ui.saved(id, draft.name());
            } else {
                profiles.update(ui.actor(), id, seen(input), draft, password(input));
            }
        } catch (InvalidInput e) {
            View again = draft == null ? create(ui) : typed(ui, input, draft, draft.columns());
            return again.again(input, e);
        }
        ui.flash("importprofile.saved", draft.name());
        return ui.redirect(page(id));
    }

    /** Shows the form again with a row less or some more; keeps nothing. */
    @POST
    @Path("rows.action")
    @Requires("import.change")
    public View rows(@Context Ui ui, Input input) {
        ImportProfileDraft draft = ProfileForm.draft(input);
        return typed(ui, input, draft, ProfileForm.columns(input, input.integer("remove", -1)));
    }

    /** Reads the columns of a file into the form; keeps nothing. */
    @POST
    @Path("columns/upload.action")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Requires("import.change")
    public View upload(
            @Context Ui ui,
            @FormDataParam("id") int id,
            @FormDataParam("password") String password,
            @FormDataParam("sample") InputStream sample) {
        ImportProfileDraft base =
                id == 0 ? ImportProfileDraft.empty() : profiles.get(ui.actor(), id).draft();
        long seen = id == 0 ? 0 : profiles.get(ui.actor(), id).changed().toEpochMilli();
        try {
            if (sample == null) {
                throw new InvalidInput("sample", "importing.file.none");
            }
            ImportProfileDraft read =
                    profiles.fromSample(
                            ui.actor(), base, id == 0, sample, password == null ? "" : password);
            return View.of("importprofile/edit.jte", page(ui, id, seen, read, read.columns()));
        } catch (InvalidInput e) {
            return View.of("importprofile/edit.jte", page(ui, id, seen, base, base.columns()))
                    .again(Input.of(Map.of()), e);
        }
    }

    private View typed(Ui ui, Input input, ImportProfileDraft draft, List<ProfileColumn> columns) {
        long seen =
                input.text("seen").matches("\\d{1,15}") ? Long.parseLong(input.text("seen")) : 0;
        return View.of(
                "importprofile/edit.jte", page(ui, input.integer("id", 0), seen, draft, columns));
    }

    private EditPage page(
            Ui ui, int id, long seen, ImportProfileDraft draft, List<ProfileColumn> columns) {
        List<ProfileColumn> rows = new ArrayList<>(columns);
        for (int i = 0; i < SPARE_ROWS; i++) {
            rows.add(new ProfileColumn("", "", false, ""));
        }
        return new EditPage(
                id,
                seen,
                draft,
                rows,
                id != 0 && profiles.get(ui.actor(), id).hasPassword(),
                ui.may("import.change"),
                id == 0 ? Optional.empty() : Optional.of(profiles.use(ui.actor(), id)),
                SlowKeys.of(ui, fields.of(ui.actor()), draft.keyColumns()),
                choices.of(ui));
    }

    private static Instant seen(Input input) {
        String seen = input.text("seen");
        return seen.matches("\\d{1,15}") ? Instant.ofEpochMilli(Long.parseLong(seen)) : null;
    }

    /** Null keeps the one there is. */
    private static String password(Input input) {
        if (input.flag("noPassword")) {
            return "";
        }
        return input.raw("zipPassword").isEmpty() ? null : input.raw("zipPassword");
    }
}
