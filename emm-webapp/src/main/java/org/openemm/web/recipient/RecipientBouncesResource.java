package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Set;
import org.openemm.bounce.BounceDetail;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.MessageKind;
import org.openemm.mailloop.MessageQuery;
import org.openemm.mailloop.Messages;
import org.openemm.mailloop.RecipientBounces;
import org.openemm.web.access.Requires;
import org.openemm.web.mailloop.KindBadge;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** What came back from a recipient: bounces, and messages that are no bounces. */
@Path("/recipient/{id: [0-9]{1,10}}/bounces.action")
public final class RecipientBouncesResource {
    private static final int MOST = 100;
    private static final Set<BounceDetail> WORDS =
            Set.of(
                    BounceDetail.SOFT_RECIPIENT,
                    BounceDetail.SOFT_MAILBOX,
                    BounceDetail.SOFT_SERVER,
                    BounceDetail.HARD_RECIPIENT,
                    BounceDetail.HARD_SYSTEM,
                    BounceDetail.HARD_NOT_ENCRYPTED);

    private final RecipientHead.Source heads;
    private final RecipientBounces bounces;
    private final Messages messages;

    RecipientBouncesResource(
            RecipientHead.Source heads, RecipientBounces bounces, Messages messages) {
        this.heads = heads;
        this.bounces = bounces;
        this.messages = messages;
    }

    /**
     * @param messages replies, complaints and what else came, newest first
     */
    public record BouncesPage(
            RecipientHead head,
            RecipientBounces.History history,
            List<IncomingMessage> messages,
            List<Tab> tabs) {}

    @GET
    @Requires("recipient.history")
    public View bounces(@Context Ui ui, @PathParam("id") long id) {
        RecipientHead head = heads.of(ui, id);
        return View.of(
                "recipient/bounces.jte",
                new BouncesPage(
                        head,
                        bounces.of(ui.actor(), id),
                        messages.page(
                                        ui.actor(),
                                        MessageQuery.ofRecipient(id)
                                                .only(
                                                        MessageKind.COMPLAINT,
                                                        MessageKind.UNSUBSCRIBE,
                                                        MessageKind.AUTO_REPLY,
                                                        MessageKind.REPLY),
                                        1,
                                        MOST)
                                .messages(),
                        RecipientHead.tabs(ui, id, RecipientHead.Page.BOUNCES)));
    }

    /** Why, in words and as a code; the code alone when there are no words. */
    public static String words(Ui ui, RecipientBounces.Entry bounce) {
        return words(ui, bounce.detail(), bounce.dsn());
    }

    static String words(Ui ui, int detail, int dsn) {
        return words(ui, BounceDetail.of(detail), dsn);
    }

    static boolean isHard(int detail) {
        return BounceDetail.of(detail).isHard();
    }

    private static String words(Ui ui, BounceDetail detail, int dsn) {
        String code = KindBadge.status(dsn);
        return WORDS.contains(detail) ? ui.t("recipient.bounce." + detail.code(), code) : code;
    }
}
