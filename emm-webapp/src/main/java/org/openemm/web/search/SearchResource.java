package org.openemm.web.search;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.openemm.account.Profile;
import org.openemm.account.User;
import org.openemm.account.Users;
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
    private final Users users;

    SearchResource(Palette palette, Users users) {
        this.palette = palette;
        this.users = users;
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

    /** Changes the look of the pages: field {@code from} is the page to come back to. */
    @POST
    @Path("search/theme/{theme: dark|light|system}.action")
    @ForEveryUser
    public Response theme(@Context Ui ui, @PathParam("theme") String theme, Input input) {
        User user = ui.user().orElseThrow();
        users.changeProfile(
                ui.actor(),
                new Profile(
                        user.firstName(),
                        user.lastName(),
                        user.email(),
                        user.locale().getLanguage(),
                        user.zone().getId(),
                        User.Theme.valueOf(theme.toUpperCase(Locale.ROOT))));
        String from = input.text("from");
        boolean isOurs = from.matches("/[A-Za-z0-9][^\\\\\\s]*");
        return ui.redirect(isOurs ? from : "/search.action");
    }

    private SearchPage found(Ui ui, int limit) {
        String typed = ui.links().parameter("q");
        if (typed.length() > Palette.MAX_TYPED) {
            typed = typed.substring(0, Palette.MAX_TYPED);
        }
        return new SearchPage(typed, palette.find(ui, typed, limit));
    }
}
