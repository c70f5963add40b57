package org.openemm.mailing;

import java.util.List;
import java.util.Optional;

/**
 * What a mailing says: the frame of each form, and the blocks that stand in it.
 *
 * @param html frame of the HTML form (component agnHtml)
 * @param text frame of the text form (component agnText)
 * @param blocks in order of creation
 * @param version of the frame; handed back with a change to notice that somebody else was faster
 */
public record MailingContent(String html, String text, List<ContentBlock> blocks, String version) {
    public MailingContent {
        blocks = List.copyOf(blocks);
    }

    public Optional<ContentBlock> block(String name) {
        return blocks.stream().filter(block -> block.name().equals(name)).findFirst();
    }

    /** The block of the text form that goes with a block of the HTML form. */
    public Optional<ContentBlock> partnerOf(String name) {
        return block(name + TextForm.SUFFIX);
    }

    /** Whether this is the text partner of another block. */
    public boolean isPartner(ContentBlock block) {
        return block.name().endsWith(TextForm.SUFFIX)
                && block(
                                block.name()
                                        .substring(
                                                0,
                                                block.name().length() - TextForm.SUFFIX.length()))
                        .isPresent();
    }

    /** Whether the text partner of a block says what the block says, as far as plain text can. */
    public boolean textFollows(ContentBlock block) {
        return partnerOf(block.name())
                .map(
                        partner ->
                                said(partner.contents())
                                        .equals(said(TextForm.partner(block.contents(), this))))
                .orElse(false);
    }

    private static List<String> said(List<BlockContent> contents) {
        return contents.stream()
                .map(content -> content.targetId() + " " + content.text().strip())
                .toList();
    }
}
