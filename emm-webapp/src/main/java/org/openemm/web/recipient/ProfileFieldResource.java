package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.FieldChange;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldUse;
import org.openemm.profilefield.ProfileFields;
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

/** Profile fields: list, order, what is being done to them, delete. */
@Path("/profiledb")
public final class ProfileFieldResource {
    static final String LIST = "/profiledb/profiledb.action";

    /** A change that is over so soon needs no word of waiting. */
    static final Duration MOMENT = Duration.ofMillis(1500);

    private static final Pattern TILE = Pattern.compile("\"tile\":\"([a-z0-9_]+)\"");

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
            Table table,
            List<ProfileField> fields,
            Map<String, Long> targets,
            Paging paging,
            ProfileFields.Room room,
            List<FieldChange> changes) {}

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
                        .filter(
                                field ->
                                        table.filter("type").isEmpty()
                                                || field.type().name().equals(table.filter("type")))
                        .filter(
                                field ->
                                        table.filter("editing").isEmpty()
                                                || field.editing()
                                                        .name()
                                                        .equals(table.filter("editing")))
                        .filter(field -> table.filter("history").isEmpty() || field.historized())
                        .sorted(order(ui, table, targets))
                        .toList();
        int from = Math.min(found.size(), (ui.links().page() - 1) * table.size());
        return View.of(
                "recipient/fields.jte",
                new ListPage(
                        table,
                        found.subList(from, Math.min(found.size(), from + table.size())),
                        targets,
                        Paging.numbered(ui, table.size(), found.size()),
                        fields.room(ui.actor()),
                        fields.changes(ui.actor())));
    }

    /** What is going on, again and again until it is over. */
    @GET
    @Path("changes.action")
    @Requires("profileField.show")
    public View changes(@Context Ui ui) {
        return View.of("recipient/fieldchanges.jte", fields.changes(ui.actor()));
    }

    @GET
    @Path("order.action")
    @Requires("profileField.show")
    public View order(@Context Ui ui) {
        return View.of("recipient/fieldorder.jte", fields.definitions(ui.actor()).own());
    }

    /** From dragging the whole order, from a button a field and where it goes. */
    @POST
    @Path("order.action")
    @Requires("profileField.show")
    public Object sort(@Context Ui ui, Input input) {
        List<String> order = new ArrayList<>();
        boolean up = input.find("up").isPresent();
        if (!up && input.find("down").isEmpty()) {
            Matcher tiles = TILE.matcher(input.raw("layout"));
            while (tiles.find()) {
                order.add(tiles.group(1));
            }
        } else {
            fields.definitions(ui.actor()).own().forEach(field -> order.add(field.column()));
            int place = order.indexOf(input.text(up ? "up" : "down"));
            int other = place + (up ? -1 : 1);
            if (place >= 0 && other >= 0 && other < order.size()) {
                order.add(other, order.remove(place));
            }
        }
        fields.sort(ui.actor(), order);
        return ui.redirect("/profiledb/order.action");
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
                                        new Option("system", ui.t("profilefield.kind.system")))),
                        Filter.choice(
                                "type",
                                ui.t("profilefield.field.type"),
                                ui.t("profilefield.type.all"),
                                types(ui)),
                        Filter.choice(
                                "editing",
                                ui.t("profilefield.field.editing"),
                                ui.t("profilefield.editing.all"),
                                ProfileFieldEditResource.editing(ui)),
                        Filter.choice(
                                "history",
                                ui.t("profilefield.history"),
                                ui.t("profilefield.history.all"),
                                List.of(new Option("kept", ui.t("profilefield.history.kept")))))
                .open(ui);
    }

    private static List<Option> types(Ui ui) {
        List<Option> types = new ArrayList<>();
        for (DataType type : DataType.values()) {
            types.add(new Option(type.name(), ui.t("profilefield.type." + type.name())));
        }
        return types;
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
}
