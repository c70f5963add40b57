package org.openemm.web.mailing;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.openemm.mailing.BlockContent;
import org.openemm.mailing.ContentBlock;
import org.openemm.mailing.MailingContent;
import org.openemm.web.ui.Ui;

/**
 * A line of the list of content blocks.
 *
 * @param note for whom it has contents; empty when one content is for everybody
 * @param empty it has none, so that nothing stands in its place
 */
public record ContentPart(String name, String href, boolean current, String note, boolean empty) {
    private static final int NAMED = 2;

    /**
     * @param text blocks that are partners in the text form, else all others
     */
    static List<ContentPart> of(
            Ui ui,
            int mailingId,
            MailingContent content,
            ContentBlock current,
            Map<Integer, String> targets,
            boolean text) {
        return inOrder(content, text).stream()
                .map(
                        block ->
                                new ContentPart(
                                        block.name(),
                                        ContentResource.blockPath(mailingId, block.name()),
                                        current != null && current.id() == block.id(),
                                        note(ui, block, targets),
                                        block.contents().isEmpty()))
                .toList();
    }

    /** As they stand in the frame; those inside other blocks last. */
    static List<ContentBlock> inOrder(MailingContent content, boolean text) {
        String frame = text ? content.text() : content.html();
        return content.blocks().stream()
                .filter(block -> content.isPartner(block) == text)
                .sorted(Comparator.comparingInt(block -> place(frame, block.name())))
                .toList();
    }

    private static int place(String frame, String name) {
        int quoted = frame.indexOf("\"" + name + "\"");
        int place = quoted < 0 ? frame.indexOf(name) : quoted;
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    private static String note(Ui ui, ContentBlock block, Map<Integer, String> targets) {
        List<BlockContent> contents = block.contents();
        if (contents.isEmpty()) {
            return ui.t("mailing.part.empty");
        }
        if (contents.size() > NAMED) {
            return ui.plural("mailing.content.contents", contents.size());
        }
        if (contents.size() == 1 && contents.get(0).targetId() == 0) {
            return "";
        }
        return contents.stream()
                .map(
                        content ->
                                content.targetId() == 0
                                        ? ui.t("mailing.part.others")
                                        : targets.getOrDefault(
                                                content.targetId(),
                                                ui.t("mailing.target.gone", content.targetId())))
                .reduce((first, second) -> first + " · " + second)
                .orElse("");
    }
}
