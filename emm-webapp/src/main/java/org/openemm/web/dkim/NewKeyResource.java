package org.openemm.web.dkim;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.dkim.DkimKey;
import org.openemm.dkim.DkimKeys;
import org.openemm.dkim.KeyType;
import org.openemm.dkim.UnsignedSenders;
import org.openemm.dkim.Validity;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Makes keys, and takes over those that were made elsewhere. */
@Path("/administration/dkim")
public final class NewKeyResource {
    /** Until a new record is seen everywhere. */
    private static final int DAYS_UNTIL_KNOWN = 2;

    /** Mails that wait somewhere are verified later. */
    private static final Duration OVERLAP = Duration.ofDays(7);

    private static final int DEFAULT_BITS = 2048;

    private final DkimKeys keys;
    private final UnsignedSenders senders;

    NewKeyResource(DkimKeys keys, UnsignedSenders senders) {
        this.keys = keys;
        this.senders = senders;
    }

    /**
     * @param domain that the key is proposed for; may be empty
     * @param from first day of use that is proposed; null: at once
     * @param rotates whether another key signs for the domain now
     * @param overlap days
     * @param others domains to choose from
     */
    public record NewPage(
            String domain,
            String selector,
            LocalDate from,
            boolean rotates,
            long overlap,
            List<String> others) {}

    @GET
    @Path("create.action")
    @Requires(DkimKeys.CHANGE)
    public View create(@Context Ui ui, @QueryParam("domain") String asked) {
        return View.of("dkim/create.jte", page(ui, asked == null ? "" : asked.strip()));
    }

    @POST
    @Path("create.action")
    @Requires(DkimKeys.CHANGE)
    public Object make(@Context Ui ui, Input input) {
        int id;
        try {
            Instant from =
                    input.date("from", ui.format())
                            .filter(day -> day.isAfter(ui.today()))
                            .map(day -> DkimKeyResource.start(ui, day))
                            .orElse(null);
            String kind = input.text("kind");
            boolean ed25519 = kind.equals(KeyType.ED25519.tag());
            id =
                    keys.create(
                            ui.actor(),
                            input.text("domain"),
                            input.text("selector"),
                            ed25519 ? KeyType.ED25519 : KeyType.RSA,
                            kind.matches("rsa[0-9]{4}")
                                    ? Integer.parseInt(kind.substring(3))
                                    : DEFAULT_BITS,
                            new Validity(from == null ? ui.now() : from, null),
                            input.flag("endOthers")
                                    ? (from == null ? ui.now() : from).plus(OVERLAP)
                                    : null);
        } catch (InvalidInput e) {
            return create(ui, input.text("domain")).again(input, e);
        }
        ui.flash("dkim.created.done");
        return ui.redirect(DkimKeyResource.address(id));
    }

    @GET
    @Path("import.action")
    @Requires(DkimKeys.CHANGE)
    public View takeOver(@Context Ui ui, @QueryParam("domain") String asked) {
        NewPage page = page(ui, asked == null ? "" : asked.strip());
        // The record is there already: its selector cannot be chosen.
        return View.of(
                "dkim/import.jte",
                new NewPage(page.domain(), "", null, false, page.overlap(), page.others()));
    }

    @POST
    @Path("import.action")
    @Requires(DkimKeys.CHANGE)
    public Object take(@Context Ui ui, Input input) {
        int id;
        try {
            id =
                    keys.takeOver(
                            ui.actor(),
                            input.text("domain"),
                            input.text("selector"),
                            input.raw("key"),
                            new Validity(ui.now(), null));
        } catch (InvalidInput e) {
            // The key itself never comes back, not even to whoever typed it.
            Input shown =
                    Input.of(
                            Map.of(
                                    "domain",
                                    input.text("domain"),
                                    "selector",
                                    input.text("selector")));
            return takeOver(ui, input.text("domain")).again(shown, e);
        }
        ui.flash("dkim.imported");
        return ui.redirect(DkimKeyResource.address(id));
    }

    private NewPage page(Ui ui, String domain) {
        boolean rotates =
                keys.all(ui.actor()).stream()
                        .filter(key -> key.name().domain().equalsIgnoreCase(domain))
                        .anyMatch(DkimKey::signs);
        return new NewPage(
                domain,
                keys.proposeSelector(ui.actor(), domain),
                rotates ? ui.today().plusDays(DAYS_UNTIL_KNOWN) : null,
                rotates,
                OVERLAP.toDays(),
                ui.may("mailing.show") ? senders.all(ui.actor()) : List.of());
    }
}
