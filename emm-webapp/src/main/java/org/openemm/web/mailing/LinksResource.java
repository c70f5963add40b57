package org.openemm.web.mailing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.openemm.InvalidInput;
import org.openemm.mailing.LinkExtension;
import org.openemm.mailing.LinkUsage;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingLinks;
import org.openemm.mailing.Mailings;
import org.openemm.mailing.TrackableLink;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The links of a mailing: names, measuring, extensions. */
@Path("/mailing")
public final class LinksResource {
    private static final int ROWS = 6;
    private final Mailings mailings;
    private final MailingLinks links;

    LinksResource(Mailings mailings, MailingLinks links) {
        this.mailings = mailings;
        this.links = links;
    }

    /**
     * The links.
     *
     * @param common extensions that all links leading outside have, to start from
     */
    public record LinksPage(
            MailingHead head,
            List<TrackableLink> links,
            List<Option> usages,
            List<LinkExtension> common,
            boolean withDeleted,
            boolean mayChange,
            boolean mayExtend) {}

    @GET
    @Path("{id: \\d+}/trackablelink/list.action")
    @Requires({"mailing.show", "template.show"})
    public View list(@Context Ui ui, @PathParam("id") int id) {
        Mailing mailing = mailings.get(ui.actor(), id);
        boolean deleted = ui.links().parameter("deleted").equals("true");
        List<TrackableLink> found =
                links.list(ui.actor(), id, deleted).stream()
                        .sorted(
                                Comparator.comparing(TrackableLink::deleted)
                                        .thenComparing(TrackableLink::admin))
                        .toList();
        String right = mailing.template() ? "template.change" : "mailing.change";
        boolean mayChange = mailing.editable() && ui.may(right);
        return View.of(
                "mailing/links.jte",
                new LinksPage(
                        MailingHead.of(ui, mailing, MailingHead.Page.LINKS),
                        found,
                        usages(ui),
                        rows(found),
                        deleted,
                        mayChange,
                        mayChange && ui.may("mailing.extend_trackable_links")));
    }

    @POST
    @Path("{id: \\d+}/trackablelink/save.action")
    @Requires({"mailing.change", "template.change"})
    public Object save(@Context Ui ui, @PathParam("id") int id, Input input) {
        try {
            for (TrackableLink link : links.list(ui.actor(), id, false)) {
                String name = input.find("name" + link.id()).map(String::strip).orElse(null);
                int usage = input.integer("usage" + link.id(), link.usage().code());
                if (name != null && (!name.equals(link.name()) || usage != link.usage().code())) {
                    links.update(
                            ui.actor(),
                            id,
                            link.id(),
                            name,
                            LinkUsage.of(usage),
                            link.extensions());
                }
            }
        } catch (InvalidInput e) {
            return list(ui, id).again(input, e);
        }
        ui.flash("mailing.links.saved");
        return ui.redirect(MailingHead.Page.LINKS.path(id));
    }

    @POST
    @Path("{id: \\d+}/trackablelink/extensions.action")
    @Requires("mailing.extend_trackable_links")
    public Object extend(@Context Ui ui, @PathParam("id") int id, Input input) {
        List<LinkExtension> extensions = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            extensions.add(
                    new LinkExtension(
                            input.text("extensionName" + i), input.text("extensionValue" + i)));
        }
        try {
            links.extendAll(ui.actor(), id, extensions);
        } catch (InvalidInput e) {
            return list(ui, id).again(input, e);
        }
        ui.flash("mailing.links.extended.done");
        return ui.redirect(MailingHead.Page.LINKS.path(id));
    }

    private static List<Option> usages(Ui ui) {
        List<Option> options = new ArrayList<>();
        for (LinkUsage usage : LinkUsage.values()) {
            options.add(
                    Option.of(
                            usage.code(),
                            ui.t("mailing.links.usage." + usage.name().toLowerCase(Locale.ROOT))));
        }
        return options;
    }

    private static List<LinkExtension> rows(List<TrackableLink> found) {
        List<List<LinkExtension>> all =
                found.stream()
                        .filter(link -> !link.admin() && !link.deleted())
                        .map(TrackableLink::extensions)
                        .distinct()
                        .toList();
        List<LinkExtension> rows = new ArrayList<>(all.size() == 1 ? all.get(0) : List.of());
        while (rows.size() < Math.min(ROWS, 3)) {
            rows.add(new LinkExtension("", ""));
        }
        return rows;
    }
}
