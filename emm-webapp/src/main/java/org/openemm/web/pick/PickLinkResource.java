package org.openemm.web.pick;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.openemm.mailing.MailingLinks;
import org.openemm.mailing.TrackableLink;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Links of a mailing for pickers. */
@Path("/pick/link.action")
public final class PickLinkResource {
    private final MailingLinks links;

    PickLinkResource(MailingLinks links) {
        this.links = links;
    }

    /** Those that somebody may have clicked, even when they are no longer in the content. */
    @GET
    @Requires("mailing.show")
    public View links(@Context Ui ui, @QueryParam("mailing") int mailing) {
        Search search = Search.of(ui);
        List<Option> found =
                links.list(ui.actor(), mailing, true).stream()
                        .filter(link -> search.finds(link.id(), link.name(), link.url()))
                        .limit(Search.MOST)
                        .map(PickLinkResource::option)
                        .toList();
        return View.of("ui/pickresults.jte", found);
    }

    private static Option option(TrackableLink link) {
        return link.name().isBlank()
                ? Option.of(link.id(), link.url(), "#" + link.id())
                : Option.of(link.id(), link.name(), Search.note(link.url(), "#" + link.id()));
    }
}
