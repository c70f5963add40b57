package org.openemm.web.search;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The search: as a dialog that opens over every page, and as a page of its own. */
@Path("/")
public final class SearchResource {
    private static final int SHOWN = 6;
    private static final int SHOWN_ON_PAGE = 12;

    private final Palette palette;

    SearchResource(Palette palette) {
        this.palette = palette;
    }

    /**
     * What was found.
     *
     * @param typed empty: nothing has been typed yet
     */
    public record SearchPage(String typed, List<Group> groups) {
        public int number() {
            return groups.stream().mapToInt(group -> group.hits().size()).sum();
        }
    }

    @GET
    @Path("search.action")
    @ForEveryUser
    public View page(@Context Ui ui) {
        return View.of("search/page.jte", found(ui, SHOWN_ON_PAGE));
    }

    /** The list of the dialog. */
    @GET
    @Path("search/palette.action")
    @ForEveryUser
    public View palette(@Context Ui ui) {
        return View.of("search/options.jte", found(ui, SHOWN));
    }

    /** Notes what the user chose: field {@code key}. */
    @POST
    @Path("search/chosen.action")
    @ForEveryUser
    public Response chosen(@Context Ui ui, Input input) {
        palette.choose(ui, input.text("key"));
        return Response.noContent().build();
    }

    private SearchPage found(Ui ui, int limit) {
        String typed = ui.links().parameter("q");
        if (typed.length() > Palette.MAX_TYPED) {
            typed = typed.substring(0, Palette.MAX_TYPED);
        }
        return new SearchPage(typed, palette.find(ui, typed, limit));
    }
}
