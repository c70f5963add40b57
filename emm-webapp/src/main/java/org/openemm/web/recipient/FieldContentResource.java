package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.bulk.BulkChange;
import org.openemm.bulk.BulkChanges;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.RecipientListing;
import org.openemm.target.RecipientFilter;
import org.openemm.target.RecipientFilters;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Edit field content: gives fields of many recipients a new value, or empties them. */
@Path("/recipient")
public final class FieldContentResource {
    static final String PAGE = "/recipient/bulkView.action";
    private static final String VALUE = "value.";
    private static final String EMPTY = "empty.";

    private final BulkChanges changes;
    private final RecipientFilters filters;
    private final RecipientListing recipients;
    private final ProfileFields fields;
    private final Mailinglists mailinglists;
    private final Targets targets;

    FieldContentResource(
            BulkChanges changes,
            RecipientFilters filters,
            RecipientListing recipients,
            ProfileFields fields,
            Mailinglists mailinglists,
            Targets targets) {
        this.changes = changes;
        this.filters = filters;
        this.recipients = recipients;
        this.fields = fields;
        this.mailinglists = mailinglists;
        this.targets = targets;
    }

    /**
     * The fields, and who is meant.
     *
     * @param count how many are meant
     */
    public record FormPage(
            int list,
            int target,
            long count,
            List<Option> lists,
            List<Option> targets,
            List<FieldInput> inputs) {
        public String name(FieldInput input) {
            return VALUE + input.field().column();
        }

        public String empty(FieldInput input) {
            return EMPTY + input.field().column();
        }
    }

    /**
     * One field with its new value.
     *
     * @param value as it is shown; empty when the field is emptied
     */
    public record Line(String label, String value, boolean kept) {}

    /**
     * The question.
     *
     * @param audience who is meant, in words
     * @param state what was entered, as hidden fields
     */
    public record ConfirmPage(
            long count, String audience, List<Line> lines, Map<String, String> state, String back) {
        /** Whether the old values of some fields are lost for good. */
        public boolean isLossy() {
            return lines.stream().anyMatch(line -> !line.kept());
        }
    }

    @GET
    @Path("bulkView.action")
    @Requires("recipient.change.bulk")
    public View form(
            @Context Ui ui, @QueryParam("list") int list, @QueryParam("target") int target) {
        return View.of("recipient/fieldcontent.jte", page(ui, filter(list, target)));
    }

    @POST
    @Path("bulkView.action")
    @Requires("recipient.change.bulk")
    public Object confirm(@Context Ui ui, Input input) {
        try {
            Map<String, String> values = values(ui, input);
            changes.check(ui.actor(), new BulkChange.SetFields(values));
            RecipientFilter filter = filter(input);
            long count = recipients.countAll(ui.actor(), filters.query(ui.actor(), filter));
            if (count == 0) {
                throw new InvalidInput("", "fieldcontent.nobody");
            }
            Map<String, String> state = new LinkedHashMap<>();
            input.names().stream()
                    .filter(name -> name.startsWith(VALUE) || name.startsWith(EMPTY))
                    .forEach(name -> state.put(name, input.raw(name)));
            state.put("list", String.valueOf(filter.mailinglistId()));
            state.put("target", String.valueOf(filter.targetId()));
            return View.of(
                    "recipient/fieldcontentconfirm.jte",
                    new ConfirmPage(
                            count,
                            audience(ui, filter),
                            lines(ui, values),
                            state,
                            PAGE
                                    + "?list="
                                    + filter.mailinglistId()
                                    + "&target="
                                    + filter.targetId()));
        } catch (InvalidInput e) {
            return View.of("recipient/fieldcontent.jte", page(ui, filter(input))).again(input, e);
        }
    }

    @POST
    @Path("bulkApply.action")
    @Requires("recipient.change.bulk")
    public Object apply(@Context Ui ui, Input input) {
        try {
            long id =
                    changes.start(
                            ui.actor(), new BulkChange.SetFields(values(ui, input)), filter(input));
            return ui.redirect("/recipient/bulk/" + id + ".action");
        } catch (InvalidInput e) {
            return View.of("recipient/fieldcontent.jte", page(ui, filter(input))).again(input, e);
        }
    }

    private FormPage page(Ui ui, RecipientFilter filter) {
        List<Option> lists = new ArrayList<>();
        lists.add(new Option("0", ui.t("fieldcontent.list.all")));
        mailinglists.all(ui.actor()).forEach(l -> lists.add(Option.of(l.id(), l.name())));
        List<Option> groups = new ArrayList<>();
        groups.add(new Option("0", ui.t("fieldcontent.target.all")));
        targets.all(ui.actor()).forEach(t -> groups.add(Option.of(t.id(), t.name())));
        return new FormPage(
                filter.mailinglistId(),
                filter.targetId(),
                recipients.countAll(ui.actor(), filters.query(ui.actor(), filter)),
                lists,
                groups,
                writable(ui).stream().map(field -> input(ui, field)).toList());
    }

    /** Codes in words; nothing chosen leaves the field alone. */
    private static FieldInput input(Ui ui, ProfileField field) {
        FieldInput input = FieldInput.of(ui, field, "");
        List<Option> codes = FilterLine.values(ui, field);
        if (codes.isEmpty() || !input.options().isEmpty()) {
            return input;
        }
        List<Option> options = new ArrayList<>();
        options.add(new Option("", "–"));
        options.addAll(codes);
        return new FieldInput(field, input.label(), input.type(), "", options);
    }

    private List<ProfileField> writable(Ui ui) {
        return fields.of(ui.actor()).all().stream()
                .filter(ProfileField::isWritable)
                .filter(field -> !field.isIdentity())
                .toList();
    }

    /** New values as the core reads them, by column; empty text empties a field. */
    private Map<String, String> values(Ui ui, Input input) {
        Map<String, String> values = new LinkedHashMap<>();
        for (ProfileField field : writable(ui)) {
            if (input.flag(EMPTY + field.column())) {
                values.put(field.column(), "");
            } else if (!input.text(VALUE + field.column()).isEmpty()) {
                values.put(
                        field.column(), FieldInput.typed(ui, field, input, VALUE + field.column()));
            }
        }
        if (values.isEmpty()) {
            throw new InvalidInput("", "fieldcontent.nothing");
        }
        return values;
    }

    private List<Line> lines(Ui ui, Map<String, String> values) {
        List<Line> lines = new ArrayList<>();
        for (ProfileField field : writable(ui)) {
            if (values.containsKey(field.column())) {
                lines.add(
                        new Line(
                                Labels.field(ui, field),
                                values.get(field.column()),
                                field.historized()));
            }
        }
        return lines;
    }

    private String audience(Ui ui, RecipientFilter filter) {
        String list =
                mailinglists.all(ui.actor()).stream()
                        .filter(known -> known.id() == filter.mailinglistId())
                        .map(known -> known.name())
                        .findFirst()
                        .orElse("");
        String target =
                filter.targetId() == 0 ? "" : targets.get(ui.actor(), filter.targetId()).name();
        if (list.isEmpty() && target.isEmpty()) {
            return ui.t("fieldcontent.everybody");
        }
        return list.isEmpty() || target.isEmpty()
                ? list + target
                : ui.t("fieldcontent.both", list, target);
    }

    private static RecipientFilter filter(Input input) {
        return filter(input.integer("list", 0), input.integer("target", 0));
    }

    private static RecipientFilter filter(int list, int target) {
        return new RecipientFilter("", list, null, null, target, List.of(), false, "");
    }
}
