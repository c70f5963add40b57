package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.FieldAccess;
import org.openemm.profilefield.FieldChange;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.profilefield.ProfileFieldUse;
import org.openemm.profilefield.ProfileFields;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** One profile field: new, change. */
@Path("/profiledb")
public final class ProfileFieldEditResource {
    private static final int DEFAULT_LENGTH = 100;
    private static final String ACCESS = "access";

    private final ProfileFields fields;

    ProfileFieldEditResource(ProfileFields fields) {
        this.fields = fields;
    }

    /**
     * @param title as the list names it
     * @param field null for a new one
     * @param use where it is used; null for a new one
     * @param access empty for a new one
     * @param changes what is being done to it
     */
    public record EditPage(
            String title,
            ProfileFieldDraft draft,
            ProfileField field,
            ProfileFieldUse use,
            List<FieldAccess> access,
            List<FieldChange> changes,
            List<Option> types,
            List<Option> editing,
            ProfileFields.Room room) {
        public boolean isNew() {
            return field == null;
        }

        public boolean isStandard() {
            return field != null && field.isStandard();
        }

        public boolean isMaintained() {
            return field != null && field.isMaintained();
        }

        public String allowed() {
            return String.join("\n", draft.options().allowedValues());
        }

        public long exceptions() {
            return access.stream().filter(user -> user.exception() != null).count();
        }
    }

    @GET
    @Path("new.action")
    @Requires("profileField.show")
    public View create(@Context Ui ui) {
        ProfileFieldDraft draft = ProfileFieldDraft.of("", "", DataType.VARCHAR, DEFAULT_LENGTH);
        return View.of(
                "recipient/field.jte",
                new EditPage(
                        ui.t("profilefield.edit.new"),
                        draft,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        types(ui),
                        editing(ui),
                        fields.room(ui.actor())));
    }

    @GET
    @Path("{column}/view.action")
    @Requires("profileField.show")
    public View view(@Context Ui ui, @PathParam("column") String column) {
        ProfileField field =
                fields.definitions(ui.actor())
                        .column(column)
                        .orElseThrow(() -> new NotFound("profile field", column));
        return View.of(
                "recipient/field.jte",
                new EditPage(
                        Labels.field(ui, field),
                        ProfileFieldDraft.of(field),
                        field,
                        fields.use(ui.actor(), column),
                        fields.visibility().access(ui.actor(), field.column()),
                        fields.changes(ui.actor()).stream()
                                .filter(c -> c.field().column().equals(field.column()))
                                .toList(),
                        types(ui),
                        editing(ui),
                        fields.room(ui.actor())));
    }

    @POST
    @Path("save.action")
    @Requires("profileField.show")
    public Object save(@Context Ui ui, Input input) {
        boolean isNew = input.flag("new");
        String column = input.text("column");
        try {
            ProfileFieldDraft draft = draft(ui, input, isNew);
            long change =
                    isNew
                            ? fields.beginCreate(ui.actor(), draft)
                            : fields.beginUpdate(ui.actor(), draft);
            FieldChange done = fields.await(ui.actor(), change, ProfileFieldResource.MOMENT);
            if (done.state() == FieldChange.State.FAILED) {
                throw new InvalidInput(done.problems());
            }
            if (!isNew && input.flag("withAccess")) {
                fields.visibility().setExceptions(ui.actor(), column, exceptions(input));
            }
            ui.flash(done.isOver() ? "profilefield.saved" : "profilefield.begun", draft.name());
            return ui.redirect(ProfileFieldResource.LIST);
        } catch (InvalidInput e) {
            View page = isNew ? create(ui) : view(ui, column);
            return page.again(input, e);
        }
    }

    private static Map<Integer, ProfileField.Editing> exceptions(Input input) {
        Map<Integer, ProfileField.Editing> exceptions = new HashMap<>();
        for (String name : input.names()) {
            if (name.matches(ACCESS + "\\d{1,9}")) {
                Arrays.stream(ProfileField.Editing.values())
                        .filter(editing -> editing.name().equals(input.text(name)))
                        .forEach(
                                editing ->
                                        exceptions.put(
                                                Integer.parseInt(name.substring(ACCESS.length())),
                                                editing));
            }
        }
        return exceptions;
    }

    /** What the form does not show stays as it is. */
    private ProfileFieldDraft draft(Ui ui, Input input, boolean isNew) {
        ProfileFieldDraft old =
                isNew
                        ? ProfileFieldDraft.of("", "", type(input.text("type")), 0)
                        : ProfileFieldDraft.of(
                                fields.definitions(ui.actor()).require(input.text("column")));
        boolean values = isNew || input.flag("withValues");
        boolean history = input.flag("withHistory");
        ProfileFieldDraft.Options was = old.options();
        return new ProfileFieldDraft(
                input.text("column"),
                input.text("name"),
                input.text("description"),
                old.type(),
                values ? input.integer("length", 0) : old.length(),
                values ? input.flag("nullable") : old.nullable(),
                values ? input.text("defaultValue") : old.defaultValue(),
                old.sort(),
                editing(input.text("editing")),
                new ProfileFieldDraft.Options(
                        history ? input.flag("historized") : was.historized(),
                        values ? input.flag("indexed") : was.indexed(),
                        input.flag("line"),
                        values && old.type().isNumeric() ? input.flag("interest") : was.interest(),
                        values
                                ? input.raw("allowedValues").lines().map(String::strip).toList()
                                : was.allowedValues(),
                        values ? input.text("min") : was.min(),
                        values ? input.text("max") : was.max()));
    }

    private static DataType type(String name) {
        return Arrays.stream(DataType.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElse(DataType.VARCHAR);
    }

    private static ProfileField.Editing editing(String name) {
        return Arrays.stream(ProfileField.Editing.values())
                .filter(editing -> editing.name().equals(name))
                .findFirst()
                .orElse(ProfileField.Editing.EDITABLE);
    }

    private static List<Option> types(Ui ui) {
        List<Option> types = new ArrayList<>();
        for (DataType type : DataType.values()) {
            if (type != DataType.TEXT) {
                types.add(new Option(type.name(), ui.t("profilefield.type." + type.name())));
            }
        }
        return types;
    }

    static List<Option> editing(Ui ui) {
        return Arrays.stream(ProfileField.Editing.values())
                .map(e -> new Option(e.name(), ui.t("profilefield.editing." + e.name())))
                .toList();
    }
}
