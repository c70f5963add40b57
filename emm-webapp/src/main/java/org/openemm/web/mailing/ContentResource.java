package org.openemm.web.mailing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.mailing.BlockContent;
import org.openemm.mailing.ContentBlock;
import org.openemm.mailing.Finding;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingChecks;
import org.openemm.mailing.MailingContent;
import org.openemm.mailing.MailingContents;
import org.openemm.mailing.MailingFile;
import org.openemm.mailing.MailingFiles;
import org.openemm.mailing.Mailings;
import org.openemm.profilefield.ProfileFields;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.CodeWord;
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
    private final ProfileFields fields;
    private final Choices choices;

    ContentResource(
            Mailings mailings,
            MailingContents contents,
            MailingFiles files,
            MailingChecks checks,
            ProfileFields fields,
            Choices choices) {
        this.mailings = mailings;
        this.contents = contents;
        this.files = files;
        this.checks = checks;
        this.fields = fields;
        this.choices = choices;
    }

    /**
     * The page: the frame, or one block when there is one.
     *
     * @param block null for the frame
     * @param parts of the HTML form, in the order of the frame
     * @param textParts of the text form
     * @param targetNames names of all target groups by id
     * @param textFollows the block has a partner in the text form that says the same; empty when it
     *     has none
     * @param images addresses of images by name, as JSON
     * @param tags what can be put into content
     * @param examples addresses of admin and test recipients, to look at the preview as them
     * @param findings what is wrong with the content as it is stored
     */
    public record ContentPage(
            MailingHead head,
            MailingContent content,
            ContentBlock block,
            List<ContentPart> parts,
            List<ContentPart> textParts,
            List<Option> targets,
            Map<Integer, String> targetNames,
            Optional<Boolean> textFollows,
            String images,
            List<TagChoice> tags,
            List<String> examples,
            List<Finding> findings,
            boolean mayChange) {

        /** What code fields complete. */
        public String words() {
            return CodeWord.json(
                    tags.stream().map(tag -> new CodeWord(tag.tag(), tag.label())).toList());
        }

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

        /** Whether the block is plain text: part of the text form. */
        public boolean isText() {
            return textParts.stream().anyMatch(ContentPart::current);
        }
    }

    @GET
    @Path("content/{id: \\d+}/view.action")
    @Requires("mailing.content.show")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        String block = ui.links().parameter("block");
        boolean frame = ui.links().parameter("part").equals("frame");
        return page(ui, id, block.isEmpty() && !frame ? firstBlock(ui, id) : block);
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
        return ui.redirect(framePath(id));
    }

    @POST
    @Path("content/{id: \\d+}/save.action")
    @Requires({"mailing.change", "template.change"})
    public Object saveBlock(@Context Ui ui, @PathParam("id") int id, Input input) {
        String name = input.raw("block");
        try {
            List<BlockContent> wanted = ordered(input, contents(input));
            if (input.flag("textFollows")) {
                contents.saveBlockAndText(ui.actor(), id, name, wanted, input.text("version"));
            } else {
                contents.saveBlock(ui.actor(), id, name, wanted, input.text("version"));
            }
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
        return ui.redirect(framePath(id));
    }

    static String framePath(int mailingId) {
        return MailingHead.Page.CONTENT.path(mailingId) + "?part=frame";
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
        List<MailingFile> images =
                ui.may("mailing.components.show") ? files.images(ui.actor(), id) : List.of();
        Map<Integer, String> targets = choices.targetNames(ui.actor());
        return View.of(
                "mailing/content.jte",
                new ContentPage(
                        MailingHead.of(ui, mailing, MailingHead.Page.CONTENT),
                        content,
                        block,
                        ContentPart.of(ui, id, content, block, targets, false),
                        ContentPart.of(ui, id, content, block, targets, true),
                        choices.contentTargets(ui),
                        targets,
                        block == null || content.partnerOf(block.name()).isEmpty()
                                ? Optional.empty()
                                : Optional.of(content.textFollows(block)),
                        ImagesResource.addresses(id, images),
                        TagChoice.all(ui, fields.of(ui.actor()).all(), images),
                        choices.examples(ui, mailing.settings().mailinglistId()),
                        checks.problems(ui.actor(), id).stream()
                                .filter(ContentResource::belongsHere)
                                .toList(),
                        mailing.editable() && ui.may(right)));
    }

    private String firstBlock(Ui ui, int id) {
        mailings.get(ui.actor(), id);
        return ContentPart.inOrder(contents.get(ui.actor(), id), false).stream()
                .findFirst()
                .map(ContentBlock::name)
                .orElse("");
    }

    private static boolean belongsHere(Finding finding) {
        return finding.area() == Finding.Area.CONTENT || finding.area() == Finding.Area.LINKS;
    }

    static List<BlockContent> contents(Input input) {
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
        // What is for everybody would hide whatever came after it.
        contents.sort(Comparator.comparing(content -> content.targetId() == 0));
        return contents;
    }

    /** Browsers send line ends of two characters. */
    static String lines(Input input, String field) {
        return input.raw(field).replace("\r\n", "\n");
    }
}
