package org.openemm.web.pick;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Mailing lists for pickers, with their active recipients. */
@Path("/pick/mailinglist.action")
public final class PickListResource {
    private final Mailinglists mailinglists;
    private final ListSizes sizes;

    PickListResource(Mailinglists mailinglists, ListSizes sizes) {
        this.mailinglists = mailinglists;
        this.sizes = sizes;
    }

    /** Every page may name the lists of the company. */
    @GET
    @ForEveryUser
    public View lists(@Context Ui ui) {
        Search search = Search.of(ui);
        Map<Integer, Long> active = sizes.of(ui.actor());
        List<Option> found =
                mailinglists.all(ui.actor()).stream()
                        .filter(list -> search.finds(list.id(), list.name(), list.description()))
                        .limit(Search.MOST)
                        .map(
                                list ->
                                        Option.of(
                                                list.id(),
                                                list.name(),
                                                Search.note(
                                                        ui.plural(
                                                                "pick.active",
                                                                active.getOrDefault(list.id(), 0L)),
                                                        list.description())))
                        .toList();
        return View.of("ui/pickresults.jte", found);
    }
}
