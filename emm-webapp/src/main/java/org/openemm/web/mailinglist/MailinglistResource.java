package org.openemm.web.mailinglist;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.MailinglistDraft;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipient.BindingStatus;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Mailing lists. */
@Path("/mailinglist")
public final class MailinglistResource {
    /** Columns to sort by. */
    public static final List<String> COLUMNS = List.of("name", "active", "total", "changed", "id");

    private static final String LIST = "/mailinglist/list.action";

    private final Mailinglists mailinglists;

    MailinglistResource(Mailinglists mailinglists) {
        this.mailinglists = mailinglists;
    }

    /** A list with its recipients, in all and active. */
    public record Row(Mailinglist list, long active, long total) {}

    /** All lists that the search leaves. */
    public record ListPage(List<Row> rows, boolean filtered) {}

    /**
     * @param id 0 for a new list
     * @param counts recipients by status
     */
    public record EditPage(
            int id, MailinglistDraft draft, Map<BindingStatus, Long> counts, boolean editable) {}

    @GET
    @Path("list.action")
    @Requires("mailinglist.show")
    public View list(@Context Ui ui) {
        String search = ui.links().parameter("q").toLowerCase(Locale.ROOT);
        Map<Integer, Map<BindingStatus, Long>> counts = mailinglists.counts(ui.actor());
        List<Row> rows =
                mailinglists.all(ui.actor()).stream()
                        .filter(list -> matches(list, search))
                        .map(list -> row(list, counts.getOrDefault(list.id(), Map.of())))
                        .sorted(order(ui))
                        .toList();
        return View.of("mailinglist/list.jte", new ListPage(rows, !search.isEmpty()));
    }

    @GET
    @Path("create.action")
    @Requires("mailinglist.change")
    public View create(@Context Ui ui) {
        return View.of(
                "mailinglist/edit.jte",
                new EditPage(0, new MailinglistDraft("", "", "", ""), Map.of(), true));
    }

    @GET
    @Path("{id: [0-9]{1,9}}/view.action")
    @Requires("mailinglist.show")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        Mailinglist list = mailinglists.get(ui.actor(), id);
        MailinglistDraft draft =
                new MailinglistDraft(
                        list.name(), list.description(), list.senderEmail(), list.replyEmail());
        return View.of(
                "mailinglist/edit.jte",
                new EditPage(
                        id,
                        draft,
                        mailinglists.counts(ui.actor()).getOrDefault(id, Map.of()),
                        ui.may("mailinglist.change")));
    }

    @POST
    @Path("save.action")
    @Requires("mailinglist.change")
    public Object save(@Context Ui ui, Input input) {
        int id = input.integer("id", 0);
        MailinglistDraft draft =
                new MailinglistDraft(
                        input.text("name"),
                        input.text("description"),
                        input.text("senderEmail"),
                        input.text("replyEmail"));
        try {
            if (id == 0) {
                ui.saved(mailinglists.create(ui.actor(), draft), draft.name());
            } else {
                mailinglists.update(ui.actor(), id, draft);
            }
        } catch (InvalidInput e) {
            View page = id == 0 ? create(ui) : view(ui, id);
            return page.again(input, e);
        }
        ui.flash("mailinglist.saved", draft.name());
        return ui.redirect(LIST);
    }

    @GET
    @Path("{id: [0-9]{1,9}}/confirmDelete.action")
    @Requires("mailinglist.delete")
    public View confirmDelete(@Context Ui ui, @PathParam("id") int id) {
        Mailinglist list = mailinglists.get(ui.actor(), id);
        return View.of(
                "mailinglist/delete.jte",
                row(list, mailinglists.counts(ui.actor()).getOrDefault(id, Map.of())));
    }

    @POST
    @Path("{id: [0-9]{1,9}}/delete.action")
    @Requires("mailinglist.delete")
    public Object delete(@Context Ui ui, @PathParam("id") int id, Input input) {
        String name = mailinglists.get(ui.actor(), id).name();
        try {
            mailinglists.delete(ui.actor(), id);
        } catch (InvalidInput e) {
            return confirmDelete(ui, id).again(input, e);
        }
        ui.flash("mailinglist.deleted", name);
        return ui.redirect(LIST);
    }

    private static Row row(Mailinglist list, Map<BindingStatus, Long> counts) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        return new Row(list, counts.getOrDefault(BindingStatus.ACTIVE, 0L), total);
    }

    private static boolean matches(Mailinglist list, String search) {
        return (list.name() + " " + list.description() + " " + list.id())
                .toLowerCase(Locale.ROOT)
                .contains(search);
    }

    private static Comparator<Row> order(Ui ui) {
        Comparator<Row> byName =
                Comparator.comparing(row -> row.list().name(), String.CASE_INSENSITIVE_ORDER);
        Comparator<Row> order =
                switch (ui.links().sort(COLUMNS)) {
                    case "active" -> Comparator.comparingLong(Row::active);
                    case "total" -> Comparator.comparingLong(Row::total);
                    case "id" -> Comparator.comparingInt(row -> row.list().id());
                    case "changed" ->
                            Comparator.comparing(
                                    row -> row.list().changed(),
                                    Comparator.nullsFirst(Comparator.naturalOrder()));
                    default -> byName;
                };
        return ui.links().isDescending() ? order.reversed() : order;
    }
}
