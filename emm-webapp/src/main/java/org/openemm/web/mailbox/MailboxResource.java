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

/** The messages of the built-in mailbox. */
@Path("/mailbox")
public final class MailboxResource {
    private static final int SIZE = 50;

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

    /**
     * The list, and the message that is read.
     *
     * @param open null: none is open
     */
    public record MailboxListPage(List<StoredMessage> messages, Paging paging, MessagePage open) {}

    /**
     * One message.
     *
     * @param shown html, text, headers or source
     * @param pixel its opening pixel was taken out
     */
    public record MessagePage(
            StoredMessage line, ReadableMessage message, String shown, boolean pixel) {}

    @GET
    @Path("list.action")
    @Requires(MailboxScreens.RIGHT)
    public View list(@Context Ui ui) {
        return page(ui, null);
    }

    @GET
    @Path("{id}/view.action")
    @Requires(MailboxScreens.RIGHT)
    public View view(@Context Ui ui, @PathParam("id") String id, @QueryParam("show") String show) {
        StoredMessage line = mailbox.find(id).orElseThrow(() -> new NotFound("message", id));
        ReadableMessage message = read(id);
        String form = message.html().isPresent() ? "html" : "text";
        boolean known = show != null && List.of("html", "text", "headers", "source").contains(show);
        return page(
                ui,
                new MessagePage(
                        line,
                        message,
                        known ? show : form,
                        message.html().filter(OpeningPixel::isIn).isPresent()));
    }

    private View page(Ui ui, MessagePage open) {
        MailboxPage found = mailbox.page(ui.links().parameter("q"), ui.links().page(), SIZE);
        return View.of(
                "mailbox/list.jte",
                new MailboxListPage(
                        found.messages(), Paging.numbered(ui, SIZE, found.total()), open));
    }

    /**
     * The HTML part alone, for a frame that trusts it with nothing. Without the opening pixel:
     * whoever reads here is not the recipient.
     */
    @GET
    @Path("{id}/html.action")
    @Requires(MailboxScreens.RIGHT)
    @Produces("text/html;charset=UTF-8")
    public Response html(@PathParam("id") String id) {
        String html = read(id).html().orElseThrow(() -> new NotFound("HTML of message", id));
        return Response.ok("<!DOCTYPE html><base target=\"_blank\">" + OpeningPixel.without(html))
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
