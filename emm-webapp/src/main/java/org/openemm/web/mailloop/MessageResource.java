package org.openemm.web.mailloop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.openemm.NotFound;
import org.openemm.mailbox.ReadableMessage;
import org.openemm.mailloop.Filter;
import org.openemm.mailloop.Filters;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.Messages;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/**
 * One message that came in: who wrote, what he wrote, what was done. Its HTML is never shown, only
 * the words in it: it comes from strangers.
 */
@Path("/administration/bounce/message/{id: [0-9]{1,10}}")
public final class MessageResource {
    static final List<String> FORMS = List.of("text", "headers", "source");

    private final Messages messages;
    private final Filters filters;

    MessageResource(Messages messages, Filters filters) {
        this.messages = messages;
        this.filters = filters;
    }

    /**
     * @param content null when it is not kept any more
     * @param shown text, headers or source
     * @param text what a person reads of it
     * @param filter it was sent to; empty for none or one that was deleted
     */
    public record MessagePage(
            IncomingMessage message,
            ReadableMessage content,
            String shown,
            String text,
            Optional<Filter> filter) {}

    @GET
    @Path("view.action")
    @Requires("mailloop.show")
    public View view(@Context Ui ui, @PathParam("id") long id) {
        IncomingMessage message = messages.get(ui.actor(), id);
        String show = ui.links().parameter("show");
        ReadableMessage content =
                messages.raw(ui.actor(), id).map(ReadableMessage::parse).orElse(null);
        return View.of(
                "mailloop/message.jte",
                new MessagePage(
                        message,
                        content,
                        FORMS.contains(show) ? show : "text",
                        content == null ? "" : text(content),
                        filters.all(ui.actor()).stream()
                                .filter(filter -> filter.id() == message.rid())
                                .findFirst()));
    }

    /** The message as it came, for a mail program. */
    @GET
    @Path("source.action")
    @Requires("mailloop.show")
    public Response source(@Context Ui ui, @PathParam("id") long id) {
        byte[] raw = messages.raw(ui.actor(), id).orElseThrow(() -> new NotFound("message", id));
        return Response.ok(raw, "text/plain;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"message-" + id + ".txt\"")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private static String text(ReadableMessage content) {
        return content.text()
                .or(() -> content.html().map(html -> Jsoup.parse(html).body().wholeText()))
                .orElse("")
                .strip();
    }
}
