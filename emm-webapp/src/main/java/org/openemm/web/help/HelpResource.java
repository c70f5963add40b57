package org.openemm.web.help;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.Arrays;
import java.util.List;
import org.openemm.NotFound;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The handbook: contents with search, its pages, and the same pages for the drawer. */
@Path("/")
public final class HelpResource {
    private static final int MAX_TYPED = 100;
    private final Handbook handbook;

    HelpResource(Handbook handbook) {
        this.handbook = handbook;
    }

    /** Some pages under a heading. */
    public record Chapter(String titleKey, List<Handbook.HelpText> pages) {}

    /**
     * @param typed empty: nothing is searched
     */
    public record ContentsPage(List<Chapter> chapters, String typed, List<Handbook.Found> found) {}

    /** A page with the contents beside it. */
    public record TopicPage(Handbook.HelpText text, List<Chapter> chapters) {}

    @GET
    @Path("help.action")
    @ForEveryUser
    public View contents(@Context Ui ui) {
        String q = ui.links().parameter("q");
        String typed = q.length() > MAX_TYPED ? q.substring(0, MAX_TYPED) : q;
        return View.of(
                "help/contents.jte",
                new ContentsPage(chapters(ui), typed, handbook.find(ui.locale(), typed)));
    }

    @GET
    @Path("help/{page: [a-z-]+}.action")
    @ForEveryUser
    public View page(@Context Ui ui, @PathParam("page") String page) {
        return View.of("help/page.jte", new TopicPage(text(ui, page), chapters(ui)));
    }

    /** The page alone, for the drawer. */
    @GET
    @Path("help/part/{page: [a-z-]+}.action")
    @ForEveryUser
    public View part(@Context Ui ui, @PathParam("page") String page) {
        return View.of("help/part.jte", text(ui, page));
    }

    private Handbook.HelpText text(Ui ui, String page) {
        return handbook.page(ui.locale(), page).orElseThrow(() -> new NotFound("help", page));
    }

    private List<Chapter> chapters(Ui ui) {
        return Arrays.stream(Topic.Part.values())
                .map(part -> new Chapter(part.key(), handbook.of(ui.locale(), part)))
                .toList();
    }
}
