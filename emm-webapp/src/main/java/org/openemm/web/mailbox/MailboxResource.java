package org.openemm.web.mailbox;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.openemm.NotFound;
import org.openemm.mailbox.Mailbox;
import org.openemm.mailbox.MailboxPage;
import org.openemm.mailbox.ReadableMessage;
import org.openemm.mailbox.StoredMessage;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** The messages of the built-in mailbox. */
@Path("/mailbox")
public final class MailboxResource {
    /**
     * For the HTML of a mail: it runs no script and reads nothing of ours; links open in a new
     * window. Pictures come from anywhere, as in a mail program.
     */
    private static final String MAIL_POLICY =
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
                    + " img-src http: https: data:; style-src 'unsafe-inline' http: https:;"
                    + " font-src http: https: data:; frame-ancestors 'self'; form-action 'none'";

    private final Mailbox mailbox;
    private final MailboxLog log;

    MailboxResource(Mailbox mailbox, MailboxLog log) {
        this.mailbox = mailbox;
        this.log = log;
    }

    /** The list. */
    public record MailboxListPage(Table table, List<StoredMessage> messages, Paging paging) {}

    /**
     * One message.
     *
     * @param shown html, text, headers or source
     */
    public record MessagePage(StoredMessage line, ReadableMessage message, String shown) {}

    @GET
    @Path("list.action")
    @Requires(MailboxScreens.RIGHT)
    public View list(@Context Ui ui) {
        Table table =
                TableSpec.named(TableName.MAILBOX)
                        .columns(
                                Column.text("subject", ui.t("mailbox.subject")).asTitle(),
                                Column.email("to", ui.t("mailbox.to")),
                                Column.email("from", ui.t("mailbox.from")).onDemand(),
                                Column.date("received", ui.t("mailbox.received")),
                                Column.number("size", ui.t("mailbox.size")).notOnPhone())
                        .search(ui.t("mailbox.search"))
                        .open(ui);
        MailboxPage found = mailbox.page(table.query(), ui.links().page(), table.size());
        return View.of(
                "mailbox/list.jte",
                new MailboxListPage(
                        table, found.messages(), Paging.numbered(ui, table.size(), found.total())));
    }

    @GET
    @Path("{id}/view.action")
    @Requires(MailboxScreens.RIGHT)
    public View view(@PathParam("id") String id, @QueryParam("show") String show) {
        StoredMessage line = mailbox.find(id).orElseThrow(() -> new NotFound("message", id));
        ReadableMessage message = read(id);
        String form = message.html().isPresent() ? "html" : "text";
        boolean known = show != null && List.of("html", "text", "headers", "source").contains(show);
        return View.of("mailbox/message.jte", new MessagePage(line, message, known ? show : form));
    }

    /** The HTML part alone, for a frame that trusts it with nothing. */
    @GET
    @Path("{id}/html.action")
    @Requires(MailboxScreens.RIGHT)
    @Produces("text/html;charset=UTF-8")
    public Response html(@PathParam("id") String id) {
        String html = read(id).html().orElseThrow(() -> new NotFound("HTML of message", id));
        return Response.ok("<!DOCTYPE html><base target=\"_blank\">" + html)
                .header("Content-Security-Policy", MAIL_POLICY)
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    @POST
    @Path("deleteAll.action")
    @Requires(MailboxScreens.RIGHT)
    public Response deleteAll(@Context Ui ui) {
        log.record(ui.actor(), "delete mailbox", mailbox.count() + " messages");
        mailbox.deleteAll();
        ui.flash("mailbox.emptied");
        return ui.redirect("/mailbox/list.action");
    }

    private ReadableMessage read(String id) {
        return mailbox.content(id)
                .map(ReadableMessage::parse)
                .orElseThrow(() -> new NotFound("message", id));
    }
}
