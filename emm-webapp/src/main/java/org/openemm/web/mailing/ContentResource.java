package org.openemm.web.mailing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.mailing.BlockContent;
import org.openemm.mailing.ContentBlock;
import org.openemm.mailing.Finding;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingChecks;
import org.openemm.mailing.MailingContent;
import org.openemm.mailing.MailingContents;
import org.openemm.mailing.MailingFiles;
import org.openemm.mailing.Mailings;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Frame and content blocks, beside a preview that follows the typing. */
@Path("/mailing")
public final class ContentResource {
    private static final int MOST_CONTENTS = 100;

    private final Mailings mailings;
    private final MailingContents contents;
    private final MailingFiles files;
    private final MailingChecks checks;
    private final Choices choices;

    ContentResource(
            Mailings mailings,
            MailingContents contents,
            MailingFiles files,
            MailingChecks checks,
            Choices choices) {
        this.mailings = mailings;
        this.contents = contents;
        this.files = files;
        this.checks = checks;
        this.choices = choices;
    }

    /**
     * The page: the frame, or one block when there is one.
     *
     * @param block null for the frame
     * @param targetNames names of all target groups by id
     * @param draft for the preview in the browser, as JSON: blocks and addresses of images
     * @param findings what is wrong with the content as it is stored
     */
    public record ContentPage(
            MailingHead head,
            MailingContent content,
            ContentBlock block,
            List<Option> targets,
            Map<Integer, String> targetNames,
            String draft,
            List<Finding> findings,
            boolean mayChange) {

        /** The part in which a finding can be mended. */
        public String mend(Finding finding) {
            return Findings.page(head.id(), finding);
        }

        /** Name of a target group; its number when it is gone. */
        public String target(Ui ui, int id) {
            return id == 0
                    ? ui.t("mailing.target.all")
                    : targetNames.getOrDefault(id, ui.t("mailing.target.gone", id));
        }
    }

    @GET
    @Path("content/{id: \\d+}/view.action")
    @Requires("mailing.content.show")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        return page(ui, id, ui.links().parameter("block"));
    }

    @POST
    @Path("{id: \\d+}/frame.action")
    @Requires({"mailing.change", "template.change"})
    public Object saveFrame(@Context Ui ui, @PathParam("id") int id, Input input) {
        try {
            contents.save(
                    ui.actor(),
                    id,
                    lines(input, "html"),
                    lines(input, "text"),
                    input.text("version"));
        } catch (InvalidInput e) {
            return page(ui, id, "").again(input, e);
        }
        ui.flash("mailing.content.saved");
        return ui.redirect(MailingHead.Page.CONTENT.path(id));
    }

    @POST
    @Path("content/{id: \\d+}/save.action")
    @Requires({"mailing.change", "template.change"})
    public Object saveBlock(@Context Ui ui, @PathParam("id") int id, Input input) {
        String name = input.raw("block");
        try {
            contents.saveBlock(
                    ui.actor(), id, name, ordered(input, contents(input)), input.text("version"));
        } catch (InvalidInput e) {
            return page(ui, id, name).again(input, e);
        }
        ui.flash("mailing.content.saved");
        return ui.redirect(blockPath(id, name));
    }

    @POST
    @Path("content/{id: \\d+}/text-from-html/generate.action")
    @Requires({"mailing.change", "template.change"})
    public Object generateText(@Context Ui ui, @PathParam("id") int id) {
        try {
            contents.generateText(ui.actor(), id);
        } catch (InvalidInput e) {
            return page(ui, id, "").again(Input.of(Map.of()), e);
        }
        ui.flash("mailing.content.text.generated");
        return ui.redirect(MailingHead.Page.CONTENT.path(id));
    }

    static String blockPath(int mailingId, String block) {
        return MailingHead.Page.CONTENT.path(mailingId)
                + "?block="
                + URLEncoder.encode(block, StandardCharsets.UTF_8);
    }

    private View page(Ui ui, int id, String blockName) {
        Mailing mailing = mailings.get(ui.actor(), id);
        MailingContent content = contents.get(ui.actor(), id);
        ContentBlock block =
                blockName.isEmpty()
                        ? null
                        : content.block(blockName)
                                .orElseThrow(() -> new NotFound("content block", blockName));
        String right = mailing.template() ? "template.change" : "mailing.change";
        return View.of(
                "mailing/content.jte",
                new ContentPage(
                        MailingHead.of(ui, mailing, MailingHead.Page.CONTENT),
                        content,
                        block,
                        choices.contentTargets(ui),
                        choices.targetNames(ui.actor()),
                        DraftPreview.json(
                                id,
                                content,
                                ui.may("mailing.components.show")
                                        ? files.images(ui.actor(), id)
                                        : List.of()),
                        checks.problems(ui.actor(), id).stream()
                                .filter(ContentResource::belongsHere)
                                .toList(),
                        mailing.editable() && ui.may(right)));
    }

    private static boolean belongsHere(Finding finding) {
        return finding.area() == Finding.Area.CONTENT || finding.area() == Finding.Area.LINKS;
    }

    private static List<BlockContent> contents(Input input) {
        List<BlockContent> contents = new ArrayList<>();
        for (int i = 0; i < MOST_CONTENTS && input.find("content" + i).isPresent(); i++) {
            boolean removed = input.text("move").equals("remove:" + i);
            contents.add(
                    new BlockContent(
                            input.integer("id" + i, 0),
                            input.integer("target" + i, 0),
                            removed ? "" : lines(input, "content" + i)));
        }
        return contents;
    }

    /** A button may ask to move one content up: it is then tried earlier. */
    private static List<BlockContent> ordered(Input input, List<BlockContent> contents) {
        String move = input.text("move");
        if (move.matches("up:\\d{1,3}")) {
            int index = Integer.parseInt(move.substring(3));
            if (index > 0 && index < contents.size()) {
                contents.add(index - 1, contents.remove(index));
            }
        }
        return contents;
    }

    /** Browsers send line ends of two characters. */
    private static String lines(Input input, String field) {
        return input.raw(field).replace("\r\n", "\n");
    }
}
