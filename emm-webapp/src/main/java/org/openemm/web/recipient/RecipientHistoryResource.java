package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openemm.contact.Contacts;
import org.openemm.contact.Event;
import org.openemm.contact.ListEvent;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFields;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** What happened with a recipient, and all that is known of one. */
@Path("/recipient")
public final class RecipientHistoryResource {
    private static final int MOST_VALUES = 500;

    private final RecipientHead.Source heads;
    private final Contacts contacts;
    private final ProfileFields fields;

    RecipientHistoryResource(RecipientHead.Source heads, Contacts contacts, ProfileFields fields) {
        this.heads = heads;
        this.contacts = contacts;
        this.fields = fields;
    }

    /**
     * @param kind empty for all, {@code lists}, {@code mails} or {@code values}
     */
    public record HistoryPage(
            RecipientHead head, List<TimelineItem> items, String kind, List<Tab> tabs) {}

    /** Everything, to print. */
    public record ReportPage(
            RecipientHead head, List<ProfileField> fields, List<TimelineItem> items) {}

    @GET
    @Path("{id: [0-9]{1,10}}/statusChangesHistory.action")
    @Requires("recipient.history")
    public View history(@Context Ui ui, @PathParam("id") long id) {
        String kind = ui.links().parameter("kind");
        List<TimelineItem> items = items(ui, id, kind);
        return View.of(
                "recipient/history.jte",
                new HistoryPage(
                        heads.of(ui, id),
                        items,
                        kind,
                        RecipientHead.tabs(ui, id, RecipientHead.Page.HISTORY)));
    }

    @GET
    @Path("{id: [0-9]{1,10}}/report.action")
    @Requires("recipient.history")
    public View report(@Context Ui ui, @PathParam("id") long id) {
        return View.of("recipient/report.jte", page(ui, id));
    }

    @GET
    @Path("{id: [0-9]{1,10}}/reportCsv.action")
    @Produces("text/csv; charset=UTF-8")
    @Requires("recipient.history")
    public Response reportCsv(@Context Ui ui, @PathParam("id") long id) {
        return Response.ok(RecipientReportCsv.of(ui, page(ui, id)))
                .header("Content-Disposition", "attachment; filename=\"recipient-" + id + ".csv\"")
                .build();
    }

    private ReportPage page(Ui ui, long id) {
        List<ProfileField> known =
                fields.of(ui.actor()).all().stream()
                        .filter(field -> !field.column().equals("bounceload"))
                        .toList();
        return new ReportPage(heads.of(ui, id), known, items(ui, id, ""));
    }

    /** Newest first. */
    private List<TimelineItem> items(Ui ui, long id, String kind) {
        Stream<TimelineItem> values =
                kind.isEmpty() || kind.equals("values")
                        ? fields.history().of(ui.actor(), id, 0, MOST_VALUES).stream()
                                .map(entry -> TimelineItem.of(ui, entry))
                        : Stream.of();
        Stream<TimelineItem> events =
                contacts.timeline(ui.actor(), id).stream()
                        .filter(event -> isOf(kind, event))
                        .map(event -> TimelineItem.of(ui, event));
        return Stream.concat(values, events)
                .sorted(Comparator.comparing(TimelineItem::at).reversed())
                .toList();
    }

    private static boolean isOf(String kind, Event event) {
        return switch (kind) {
            case "lists" -> event instanceof ListEvent;
            case "mails" -> !(event instanceof ListEvent);
            case "values" -> false;
            default -> true;
        };
    }
}
