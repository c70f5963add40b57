package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openemm.InvalidInput;
import org.openemm.address.EmailAddress;
import org.openemm.blocklist.Blocklist;
import org.openemm.blocklist.BlocklistEntry;
import org.openemm.contact.Device;
import org.openemm.contact.Histories;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.privacy.Erasure;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.Bindings;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientEditor;
import org.openemm.recipient.Recipients;
import org.openemm.recipient.UserType;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Bulk;

/** One recipient: profile and mailing lists, new, change, delete. */
@Path("/recipient")
public final class RecipientResource {
    private static final int SHOWN_DUPLICATES = 5;

    private final Recipients recipients;
    private final Erasure erasure;
    private final RecipientEditor editor;
    private final Bindings bindings;
    private final Mailinglists mailinglists;
    private final ProfileFields fields;
    private final RecipientHead.Source heads;
    private final Blocklist blocklist;
    private final Histories histories;

    RecipientResource(
            Recipients recipients,
            Erasure erasure,
            RecipientEditor editor,
            Bindings bindings,
            Mailinglists mailinglists,
            ProfileFields fields,
            RecipientHead.Source heads,
            Blocklist blocklist,
            Histories histories) {
        this.blocklist = blocklist;
        this.histories = histories;
        this.heads = heads;
        this.recipients = recipients;
        this.erasure = erasure;
        this.editor = editor;
        this.bindings = bindings;
        this.mailinglists = mailinglists;
        this.fields = fields;
    }

    /**
     * @param binding null where the recipient is not in the list
     */
    public record ListRow(Mailinglist list, Binding binding) {}

    /**
     * @param id 0 for a new recipient
     * @param head null for a new recipient
     * @param own the company's fields that the user may see; of a new recipient those to fill
     * @param shown what the system keeps
     * @param sameEmail others with the address that was typed
     * @param blocked what keeps the address from getting mail; null for users who must not know
     * @param devices what the person opens mails with; empty for users who must not know
     */
    public record EditPage(
            long id,
            Recipient recipient,
            RecipientHead head,
            List<FieldInput> own,
            List<ProfileField> shown,
            List<ListRow> lists,
            List<Recipient> sameEmail,
            boolean editable,
            List<Tab> tabs,
            ProfileFieldCatalog catalog,
            List<BlocklistEntry> blocked,
            List<Device> devices) {
        EditPage withSameEmail(List<Recipient> others) {
            return new EditPage(
                    id, recipient, head, own, shown, lists, others, editable, tabs, catalog,
                    blocked, devices);
        }

        /** What tells whether somebody else has changed the recipient meanwhile. */
        public String version() {
            return RecipientEditor.version(recipient, catalog);
        }

        /** Whether the user may fill the field. */
        public boolean writes(String column) {
            return editable && catalog.column(column).filter(ProfileField::isWritable).isPresent();
        }

        /** Whether the field has something to show to the user. */
        public boolean reads(String column) {
            return id != 0 && catalog.column(column).isPresent();
        }

        /** The value of a field that the user sees, in words. */
        public String words(Ui ui, String column) {
            return Labels.value(ui, catalog.require(column), recipient.values().get(column));
        }

        /** The company's fields with a value, or without one. */
        public List<FieldInput> own(boolean filled) {
            return own.stream().filter(input -> input.value().isEmpty() != filled).toList();
        }

        /** Lists that the recipient is in, or is not in. */
        public List<ListRow> lists(boolean in) {
            return lists.stream().filter(row -> (row.binding() != null) == in).toList();
        }
    }

    /** Recipients to be deleted, each with what there is of them. */
    public record DeletePage(List<RecipientHead> recipients) {}

    @GET
    @Path("create.action")
    @Requires("recipient.create")
    public View create(@Context Ui ui) {
        return View.of("recipient/edit.jte", createPage(ui));
    }

    @GET
    @Path("{id: [0-9]{1,10}}/view.action")
    @Requires("recipient.show")
    public View view(@Context Ui ui, @PathParam("id") long id) {
        return View.of("recipient/edit.jte", editPage(ui, id));
    }

    @POST
    @Path("save.action")
    @Requires({"recipient.change", "recipient.create"})
    public Object save(@Context Ui ui, Input input) {
        long id = Long.parseLong(input.text("id").isEmpty() ? "0" : input.text("id"));
        try {
            List<Recipient> others = input.flag("sameEmailOk") ? List.of() : others(ui, id, input);
            if (!others.isEmpty()) {
                return View.of("recipient/edit.jte", page(ui, id).withSameEmail(others))
                        .again(input, new InvalidInput("email", "recipient.edit.inUse"));
            }
            id =
                    editor.save(
                            ui.actor(),
                            id,
                            input.text("version"),
                            values(ui, input),
                            wishes(ui, input));
        } catch (InvalidInput e) {
            return View.of("recipient/edit.jte", page(ui, id)).again(input, e);
        }
        ui.flash("recipient.saved");
        return ui.redirect("/recipient/" + id + "/view.action");
    }

    @GET
    @Path("confirmDelete.action")
    @Requires("recipient.delete")
    public Object confirmDelete(@Context Ui ui, @QueryParam("bulkIds") List<Long> ids) {
        if (ids.isEmpty()) {
            ui.flashWarning("recipient.delete.none");
            return ui.redirect(RecipientListResource.LIST);
        }
        return View.of(
                "recipient/delete.jte",
                new DeletePage(ids.stream().map(id -> heads.of(ui, id)).toList()));
    }

    /** The same question for ticked rows, where no script asks it in place. */
    @POST
    @Path("confirmDelete.action")
    @Requires("recipient.delete")
    public Object confirmTicked(@Context Ui ui, Input input) {
        return confirmDelete(
                ui, input.integers("bulkIds").stream().map(Integer::longValue).toList());
    }

    @POST
    @Path("delete.action")
    @Requires("recipient.delete")
    public Object delete(@Context Ui ui, Input input) {
        if (input.flag("block")) {
            blocklist.addAll(
                    ui.actor(),
                    input.integers("bulkIds").stream()
                            .map(id -> recipients.get(ui.actor(), id).email())
                            .toList(),
                    ui.t("recipient.delete.block.reason"));
        }
        Bulk bulk =
                Bulk.each(
                        ui,
                        input.integers("bulkIds"),
                        id -> recipients.get(ui.actor(), id).email(),
                        id -> erasure.erase(ui.actor(), id));
        bulk.flash(ui, "recipient.deleted.one", "recipient.deleted.many", "");
        bulk.report(ui);
        return ui.toList(RecipientListResource.LIST);
    }

    private EditPage page(Ui ui, long id) {
        return id == 0 ? createPage(ui) : editPage(ui, id);
    }

    private EditPage createPage(Ui ui) {
        Recipient empty = new Recipient(0, Map.of("gender", 2L, "mailtype", 1L));
        List<FieldInput> own =
                own(ui).filter(ProfileField::isWritable)
                        .map(field -> FieldInput.of(ui, field, field.defaultValue()))
                        .toList();
        return new EditPage(
                0,
                empty,
                null,
                own,
                List.of(),
                lists(ui, List.of()),
                List.of(),
                true,
                List.of(),
                fields.of(ui.actor()),
                null,
                List.of());
    }

    private EditPage editPage(Ui ui, long id) {
        Recipient recipient = recipients.get(ui.actor(), id);
        List<FieldInput> own =
                own(ui).map(f -> FieldInput.of(ui, f, recipient.values().get(f.column()))).toList();
        List<ProfileField> shown =
                fields.of(ui.actor()).all().stream()
                        .filter(field -> !field.column().equals("bounceload"))
                        .filter(field -> !field.column().equals("sys_encrypted_sending"))
                        .filter(ProfileField::isMaintained)
                        .toList();
        return new EditPage(
                id,
                recipient,
                heads.of(ui, id),
                own,
                shown,
                lists(ui, bindings.of(ui.actor(), id)),
                List.of(),
                ui.may("recipient.change"),
                RecipientHead.tabs(ui, id, RecipientHead.Page.PROFILE),
                fields.of(ui.actor()),
                ui.may("blacklist") ? blocklist.covering(ui.actor(), recipient.email()) : null,
                ui.may("recipient.history") ? histories.devices(ui.actor(), id) : List.of());
    }

    private Stream<ProfileField> own(Ui ui) {
        return fields.of(ui.actor()).own().stream();
    }

    private List<ListRow> lists(Ui ui, List<Binding> bound) {
        Map<Integer, Binding> byList =
                bound.stream()
                        .filter(binding -> binding.mediatype() == Binding.EMAIL)
                        .collect(Collectors.toMap(Binding::mailinglistId, binding -> binding));
        return mailinglists.all(ui.actor()).stream()
                .map(list -> new ListRow(list, byList.get(list.id())))
                .toList();
    }

    private List<Recipient> others(Ui ui, long id, Input input) {
        EmailAddress address = EmailAddress.parse(input.text("email"));
        return recipients.findBy(ui.actor(), "email", address.toString()).stream()
                .filter(other -> other != id)
                .limit(SHOWN_DUPLICATES)
                .map(other -> recipients.get(ui.actor(), other))
                .filter(other -> id == 0 || !sameAsBefore(ui, id, address))
                .toList();
    }

    /** Who had the address before was asked before. */
    private boolean sameAsBefore(Ui ui, long id, EmailAddress address) {
        return recipients.get(ui.actor(), id).email().equalsIgnoreCase(address.toString());
    }

    private Map<String, String> values(Ui ui, Input input) {
        Map<String, String> values = new LinkedHashMap<>();
        for (ProfileField field : fields.of(ui.actor()).editable()) {
            if (field.column().equals("sys_tracking_veto")) {
                values.put(field.column(), input.flag(field.column()) ? "1" : "0");
            } else if (input.find(field.column()).isPresent()) {
                values.put(field.column(), FieldInput.typed(ui, field, input, field.column()));
            }
        }
        return values;
    }

    private List<RecipientEditor.Wish> wishes(Ui ui, Input input) {
        List<RecipientEditor.Wish> wishes = new ArrayList<>();
        for (Mailinglist list : mailinglists.all(ui.actor())) {
            String name = "list" + list.id();
            String type = input.text(name + "type");
            BindingStatus.find(input.integer(name, 0))
                    .ifPresent(
                            status ->
                                    wishes.add(
                                            new RecipientEditor.Wish(
                                                    list.id(),
                                                    status,
                                                    type.isEmpty()
                                                            ? UserType.WORLD
                                                            : UserType.find(type.charAt(0))
                                                                    .orElse(UserType.WORLD),
                                                    input.text(name + "remark"))));
        }
        return wishes;
    }
}
