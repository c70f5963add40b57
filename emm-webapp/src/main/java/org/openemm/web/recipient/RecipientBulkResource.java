package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotPermitted;
import org.openemm.bulk.BulkChange;
import org.openemm.bulk.BulkChanges;
import org.openemm.bulk.BulkRun;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientEditor;
import org.openemm.recipient.RecipientListing;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.Recipients;
import org.openemm.target.RecipientFilter;
import org.openemm.target.RecipientFilters;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Changes of many recipients: the question before, the start, the progress. */
@Path("/recipient")
public final class RecipientBulkResource {
    private static final String PREFIX = "filter.";

    /** So many are named; of more, only the number says something. */
    private static final int NAMED = 5;

    private final BulkChanges changes;
    private final Recipients recipients;
    private final RecipientFilters filters;
    private final RecipientListing listing;
    private final ProfileFields fields;
    private final Mailinglists mailinglists;

    RecipientBulkResource(
            BulkChanges changes,
            Recipients recipients,
            RecipientFilters filters,
            RecipientListing listing,
            ProfileFields fields,
            Mailinglists mailinglists) {
        this.changes = changes;
        this.recipients = recipients;
        this.filters = filters;
        this.listing = listing;
        this.fields = fields;
        this.mailinglists = mailinglists;
    }

    /**
     * The question.
     *
     * @param all whether all that match are meant, not only the ticked ones
     * @param state the filter as hidden fields
     * @param ids ticked ones
     * @param addresses of the ticked ones; empty when they are many
     * @param count how many are meant
     * @param words of the filter; empty for everybody
     * @param value input for the chosen field; null without one
     */
    public record BulkPage(
            BulkKind kind,
            boolean all,
            Map<String, String> state,
            List<String> ids,
            List<String> addresses,
            long count,
            boolean everybody,
            List<Option> fields,
            FieldInput value,
            List<Option> lists,
            List<Option> statuses) {}

    /**
     * A change at work, or what came of it.
     *
     * @param object field or mailing list it is about; empty where it is clear
     */
    public record RunPage(BulkRun run, String object, boolean stoppable) {}

    @POST
    @Path("bulk.action")
    @Requires("recipient.show")
    public Object ask(@Context Ui ui, Input input) {
        if (!isAll(input) && input.all("bulkIds").isEmpty()) {
            ui.flashWarning("recipient.bulk.none");
            return ui.redirect(RecipientListResource.LIST);
        }
        return View.of("recipient/bulk.jte", page(ui, input));
    }

    @POST
    @Path("bulkSave.action")
    @Requires("recipient.show")
    public Object start(@Context Ui ui, Input input) {
        if (input.find("choose").isPresent()) {
            return ask(ui, input);
        }
        long id;
        try {
            BulkChange change = change(ui, input, kind(ui, input));
            id =
                    isAll(input)
                            ? changes.start(ui.actor(), change, filter(input))
                            : changes.start(
                                    ui.actor(),
                                    change,
                                    input.integers("bulkIds").stream()
                                            .map(Integer::longValue)
                                            .toList());
        } catch (InvalidInput e) {
            return View.of("recipient/bulk.jte", page(ui, input)).again(input, e);
        }
        return ui.redirect("/recipient/bulk/" + id + ".action");
    }

    @GET
    @Path("bulk/{id: [0-9]{1,9}}.action")
    @Requires("recipient.show")
    public View progress(@Context Ui ui, @PathParam("id") long id) {
        BulkRun run = changes.get(ui.actor(), id);
        RunPage page =
                new RunPage(run, object(ui, run), run.isRunning() && may(ui, run.change().kind()));
        return View.of(ui.isPartial() ? "recipient/bulkrun.jte" : "recipient/bulkstate.jte", page);
    }

    @POST
    @Path("bulkCancel.action")
    @Requires("recipient.show")
    public Object cancel(@Context Ui ui, Input input) {
        int id = input.integer("id");
        changes.cancel(ui.actor(), id);
        return ui.redirect("/recipient/bulk/" + id + ".action");
    }

    private BulkPage page(Ui ui, Input input) {
        BulkKind kind = kind(ui, input);
        boolean all = isAll(input);
        RecipientFilter filter = filter(input);
        Map<String, String> state = new LinkedHashMap<>();
        FilterState.parameters(filter).forEach((name, value) -> state.put(PREFIX + name, value));
        List<String> ids = all ? List.of() : input.all("bulkIds");
        long count = ids.size();
        if (all) {
            RecipientQuery query = filters.query(ui.actor(), filter);
            count = listing.countAll(ui.actor(), query);
        }
        List<ProfileField> settable =
                fields.of(ui.actor()).all().stream()
                        .filter(ProfileField::isWritable)
                        .filter(field -> !field.isIdentity())
                        .toList();
        FieldInput value =
                settable.stream()
                        .filter(field -> field.column().equals(input.text("field")))
                        .map(field -> valueInput(ui, field))
                        .findFirst()
                        .orElse(null);
        return new BulkPage(
                kind,
                all,
                state,
                ids,
                addresses(ui, input, ids),
                count,
                all && filter.isEmpty(),
                settable.stream()
                        .map(field -> new Option(field.column(), Labels.field(ui, field)))
                        .toList(),
                value,
                mailinglists.all(ui.actor()).stream()
                        .map(list -> Option.of(list.id(), list.name()))
                        .toList(),
                List.of(
                        status(ui, BindingStatus.ACTIVE),
                        status(ui, BindingStatus.SUSPENDED),
                        status(ui, BindingStatus.OPT_OUT_BY_ADMIN)));
    }

    private List<String> addresses(Ui ui, Input input, List<String> ids) {
        return ids.isEmpty() || ids.size() > NAMED
                ? List.of()
                : input.integers("bulkIds").stream()
                        .map(id -> recipients.find(ui.actor(), id))
                        .flatMap(Optional::stream)
                        .map(Recipient::email)
                        .toList();
    }

    private static FieldInput valueInput(Ui ui, ProfileField field) {
        FieldInput input = FieldInput.of(ui, field, "");
        List<Option> coded = FilterLine.values(ui, field);
        return coded.isEmpty() || !input.options().isEmpty()
                ? input
                : new FieldInput(field, input.label(), input.type(), "", coded);
    }

    private static Option status(Ui ui, BindingStatus status) {
        return Option.of(status.code(), Labels.status(ui, status));
    }

    private BulkChange change(Ui ui, Input input, BulkKind kind) {
        return switch (kind) {
            case FIELD -> {
                ProfileField field =
                        fields.of(ui.actor())
                                .column(input.text("field"))
                                .orElseThrow(() -> new InvalidInput("field", "bulk.field"));
                yield new BulkChange.SetField(
                        field.column(), FieldInput.typed(ui, field, input, "value"));
            }
            case SUBSCRIBE ->
                    new BulkChange.Subscribe(
                            input.integer("mailinglist", 0),
                            BindingStatus.find(input.integer("status", 0))
                                    .orElse(BindingStatus.ACTIVE),
                            RecipientEditor.remark(ui.actor(), input.text("remark")));
            case UNSUBSCRIBE ->
                    new BulkChange.Unsubscribe(
                            input.integer("mailinglist", 0),
                            RecipientEditor.remark(ui.actor(), input.text("remark")));
            case BLOCK -> new BulkChange.Block(input.text("remark"));
            case ERASE -> new BulkChange.Erase();
        };
    }

    private String object(Ui ui, BulkRun run) {
        if (run.change() instanceof BulkChange.SetField field) {
            return fields.of(ui.actor())
                    .column(field.column())
                    .map(known -> Labels.field(ui, known))
                    .orElse(field.column());
        }
        int list =
                run.change() instanceof BulkChange.Subscribe subscribe
                        ? subscribe.mailinglistId()
                        : run.change() instanceof BulkChange.Unsubscribe unsubscribe
                                ? unsubscribe.mailinglistId()
                                : 0;
        return mailinglists.all(ui.actor()).stream()
                .filter(known -> known.id() == list)
                .map(Mailinglist::name)
                .findFirst()
                .orElse("");
    }

    private static BulkKind kind(Ui ui, Input input) {
        return BulkKind.find(ui, input.text("kind"))
                .orElseThrow(() -> new NotPermitted("recipient.change"));
    }

    private static boolean may(Ui ui, BulkChange.Kind kind) {
        String name = kind == BulkChange.Kind.FIELDS ? "FIELD" : kind.name();
        return BulkKind.find(ui, name).isPresent();
    }

    private static boolean isAll(Input input) {
        return input.text("all").equals("true");
    }

    private static RecipientFilter filter(Input input) {
        return FilterState.of(name -> Objects.toString(input.text(PREFIX + name), ""));
    }
}
