package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.recipient.DataType;
import org.openemm.recipient.ProfileField;
import org.openemm.recipient.ProfileFieldDraft;
import org.openemm.recipient.ProfileFieldUse;
import org.openemm.recipient.ProfileFields;
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

/** Profile fields: list, new, change, delete. */
@Path("/profiledb")
public final class ProfileFieldResource {
    private static final String LIST = "/profiledb/profiledb.action";
    private static final int DEFAULT_LENGTH = 100;

    private final ProfileFields fields;

    ProfileFieldResource(ProfileFields fields) {
        this.fields = fields;
    }

    /**
     * Fields that search and filters leave.
     *
     * @param targets how many target groups ask for each, by column
     */
    public record ListPage(
            Table table, List<ProfileField> fields, Map<String, Long> targets, Paging paging) {}

    /**
     * @param title as the list names it
     * @param isNew the column can still be chosen
     * @param maintained its values are kept by the system; nobody edits them
     * @param use where it is used; null for a new one
     */
    public record EditPage(
            String title,
            ProfileFieldDraft draft,
            boolean isNew,
            boolean standard,
            boolean maintained,
            ProfileFieldUse use,
            List<Option> types,
            List<Option> editing) {}

    /** The question before a deletion. */
    public record DeletePage(ProfileField field, ProfileFieldUse use) {}

    @GET
    @Path("profiledb.action")
    @Requires("profileField.show")
    public View list(@Context Ui ui) {
        Table table = table(ui);
        String search = table.query().toLowerCase(Locale.ROOT);
        Map<String, Long> targets = fields.targetsPerField(ui.actor());
        List<ProfileField> found =
                fields.definitions(ui.actor()).all().stream()
                        .filter(field -> !field.column().equals("bounceload"))
                        .filter(field -> matches(ui, field, search))
                        .filter(field -> isOfKind(field, table.filter("kind")))
                        .sorted(order(ui, table, targets))
                        .toList();
        int from = Math.min(found.size(), (ui.links().page() - 1) * table.size());
        return View.of(
                "recipient/fields.jte",
                new ListPage(
                        table,
                        found.subList(from, Math.min(found.size(), from + table.size())),
                        targets,
                        Paging.numbered(ui, table.size(), found.size())));
    }

    @GET
    @Path("new.action")
    @Requires("profileField.show")
    public View create(@Context Ui ui) {
        ProfileFieldDraft draft = ProfileFieldDraft.of("", "", DataType.VARCHAR, DEFAULT_LENGTH);
        return View.of(
                "recipient/field.jte", page(ui, ui.t("profilefield.edit.new"), draft, null, null));
    }

    @GET
    @Path("{column}/view.action")
    @Requires("profileField.show")
    public View view(@Context Ui ui, @PathParam("column") String column) {
        ProfileField field = find(ui, column);
        ProfileFieldDraft draft =
                new ProfileFieldDraft(
                        field.column(),
                        field.name(),
                        field.description(),
                        field.type(),
                        field.length(),
                        field.nullable(),
                        field.defaultValue(),
                        field.sort(),
                        field.editing());
        return View.of(
                "recipient/field.jte",
                page(ui, Labels.field(ui, field), draft, field, fields.use(ui.actor(), column)));
    }

    @POST
    @Path("save.action")
    @Requires("profileField.show")
    public Object save(@Context Ui ui, Input input) {
        boolean isNew = input.flag("new");
        try {
            ProfileFieldDraft draft = draft(input);
            if (isNew) {
                fields.create(ui.actor(), draft);
            } else {
                fields.update(ui.actor(), draft);
            }
            ui.flash("profilefield.saved", draft.name());
            return ui.redirect(LIST);
        } catch (InvalidInput e) {
            View page = isNew ? create(ui) : view(ui, input.text("column"));
            return page.again(input, e);
        }
    }

    @GET
    @Path("{column}/confirmDelete.action")
    @Requires("profileField.show")
    public View confirmDelete(@Context Ui ui, @PathParam("column") String column) {
        return View.of(
                "recipient/fielddelete.jte",
                new DeletePage(find(ui, column), fields.use(ui.actor(), column)));
    }

    @POST
    @Path("{column}/delete.action")
    @Requires("profileField.show")
    public Object delete(@Context Ui ui, @PathParam("column") String column, Input input) {
        String name = find(ui, column).name();
        try {
            fields.delete(ui.actor(), column);
        } catch (InvalidInput e) {
            return confirmDelete(ui, column).again(input, e);
        }
        ui.flash("profilefield.deleted", name);
        return ui.redirect(LIST);
    }

    private ProfileField find(Ui ui, String column) {
        return fields.definitions(ui.actor())
                .column(column)
                .orElseThrow(() -> new NotFound("profile field", column));
    }

    private static Table table(Ui ui) {
        return TableSpec.named(TableName.FIELDS)
                .columns(
                        Column.text("name", ui.t("profilefield.field.name")).sorts().asTitle(),
                        Column.brief("column", ui.t("profilefield.field.column")).sorts(),
                        Column.brief("type", ui.t("profilefield.field.type")).sorts(),
                        Column.text("default", ui.t("profilefield.field.default")).notOnPhone(),
                        Column.number("targets", ui.t("profilefield.targets")).sorts(),
                        Column.brief("editing", ui.t("profilefield.field.editing")),
                        Column.number("sort", ui.t("profilefield.field.sort")).onDemand())
                .sortedBy("place", false)
                .search(ui.t("profilefield.list.search"))
                .filters(
                        Filter.choice(
                                "kind",
                                ui.t("profilefield.kind"),
                                ui.t("profilefield.kind.all"),
                                List.of(
                                        new Option("own", ui.t("profilefield.kind.own")),
                                        new Option("standard", ui.t("profilefield.kind.standard")),
                                        new Option("system", ui.t("profilefield.kind.system")))))
                .open(ui);
    }

    private static boolean isOfKind(ProfileField field, String kind) {
        return switch (kind) {
            case "own" -> !field.isStandard();
            case "standard" -> field.isStandard() && !field.isMaintained();
            case "system" -> field.isMaintained();
            default -> true;
        };
    }

    private static Comparator<ProfileField> order(Ui ui, Table table, Map<String, Long> targets) {
        Comparator<ProfileField> order =
                switch (table.sort()) {
                    case "name" ->
                            Comparator.comparing(
                                    field -> Labels.field(ui, field),
                                    String.CASE_INSENSITIVE_ORDER);
                    case "column" -> Comparator.comparing(ProfileField::column);
                    case "type" -> Comparator.comparing(ProfileField::type);
                    case "targets" ->
                            Comparator.comparing(field -> targets.getOrDefault(field.column(), 0L));
                    default -> (one, other) -> 0;
                };
        return table.descending() ? order.reversed() : order;
    }

    private static boolean matches(Ui ui, ProfileField field, String search) {
        String text = Labels.field(ui, field) + " " + field.column() + " " + field.description();
        return text.toLowerCase(Locale.ROOT).contains(search);
    }

    private static ProfileFieldDraft draft(Input input) {
        return new ProfileFieldDraft(
                input.text("column"),
                input.text("name"),
                input.text("description"),
                type(input.text("type")),
                input.integer("length", 0),
                input.flag("nullable"),
                input.text("defaultValue"),
                input.integer("sort", 0),
                editing(input.text("editing")));
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

    private static EditPage page(
            Ui ui, String title, ProfileFieldDraft draft, ProfileField field, ProfileFieldUse use) {
        List<Option> types = new ArrayList<>();
        for (DataType type : DataType.values()) {
            if (type != DataType.TEXT || draft.type() == DataType.TEXT) {
                types.add(new Option(type.name(), ui.t("profilefield.type." + type.name())));
            }
        }
        List<Option> editing =
                Arrays.stream(ProfileField.Editing.values())
                        .map(e -> new Option(e.name(), ui.t("profilefield.editing." + e.name())))
                        .toList();
        return new EditPage(
                title,
                draft,
                field == null,
                field != null && field.isStandard(),
                field != null && field.isMaintained(),
                use,
                types,
                editing);
    }
}
