package org.openemm.web.mailloop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.openemm.NotFound;
import org.openemm.mailing.Mailings;
import org.openemm.mailloop.Filter;
import org.openemm.mailloop.Filters;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.Messages;
import org.openemm.recipient.Recipients;
import org.openemm.response.Attachment;
import org.openemm.response.IncomingMail;
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
    private final Recipients recipients;
    private final Mailings mailings;

    MessageResource(Messages messages, Filters filters, Recipients recipients, Mailings mailings) {
        this.messages = messages;
        this.filters = filters;
        this.recipients = recipients;
        this.mailings = mailings;
    }

    /**
     * @param content null when it is not kept any more
     * @param shown text, headers or source
     * @param recipient name of whom it is about; empty when unknown, or for users who may not see
     *     it
     * @param mailing name of the mailing it answers; empty likewise
     * @param filter it was sent to; empty for none or one that was deleted
     */
    public record MessagePage(
            IncomingMessage message,
            MessageContent content,
            String shown,
            String recipient,
            String mailing,
            Optional<Filter> filter) {}

    @GET
    @Path("view.action")
    @Requires("mailloop.show")
    public View view(@Context Ui ui, @PathParam("id") long id) {
        IncomingMessage message = messages.get(ui.actor(), id);
        String show = ui.links().parameter("show");
        MessageContent content = messages.raw(ui.actor(), id).map(MessageContent::of).orElse(null);
        return View.of(
                "mailloop/message.jte",
                new MessagePage(
                        message,
                        content,
                        FORMS.contains(show) ? show : "text",
                        ui.may("recipient.show")
                                ? name(
                                        message.customerId(),
                                        () ->
                                                recipients
                                                        .get(ui.actor(), message.customerId())
                                                        .displayName())
                                : "",
                        ui.may("mailing.show")
                                ? name(
                                        message.mailingId(),
                                        () -> mailings.get(ui.actor(), message.mailingId()).name())
                                : "",
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

    /** A file of a stranger: never shown, only saved, whatever it says to be. */
    @GET
    @Path("attachment/{number: [0-9]{1,3}}/download.action")
    @Requires("mailloop.show")
    public Response attachment(
            @Context Ui ui, @PathParam("id") long id, @PathParam("number") int number) {
        NotFound none = new NotFound("attachment", number);
        IncomingMail mail =
                IncomingMail.parse(messages.raw(ui.actor(), id).orElseThrow(() -> none));
        Attachment attachment =
                mail.attachments().stream()
                        .filter(one -> one.number() == number)
                        .findFirst()
                        .orElseThrow(() -> none);
        return Response.ok(mail.attachment(number).orElseThrow(), "application/octet-stream")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"attachment-%d\"; filename*=UTF-8''%s"
                                .formatted(
                                        number,
                                        URLEncoder.encode(
                                                        nameOf(ui, attachment),
                                                        StandardCharsets.UTF_8)
                                                .replace("+", "%20")))
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    /** Some have none. */
    public static String nameOf(Ui ui, Attachment attachment) {
        if (!attachment.name().isEmpty()) {
            return attachment.name();
        }
        return attachment.type().equals("message/rfc822")
                ? ui.t("mailloop.message.attachment.mail")
                : ui.t("mailloop.message.attachment.unnamed", attachment.number());
    }

    /** What was deleted meanwhile has no name. */
    private static String name(long id, Supplier<String> name) {
        try {
            return id == 0 ? "" : name.get();
        } catch (NotFound e) {
            return "";
        }
    }
}
