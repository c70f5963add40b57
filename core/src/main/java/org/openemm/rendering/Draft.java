package org.openemm.rendering;

import java.util.List;
import java.util.Map;

/**
 * Content as somebody is typing it, to look at before it is saved.
 *
 * @param html frame of the HTML form; null: as it is stored
 * @param text frame of the text form; null: as it is stored
 * @param blocks contents of blocks by the block's name, in the order they are tried; blocks that
 *     are not in it stay as they are stored
 */
public record Draft(String html, String text, Map<String, List<MailingSnapshot.Content>> blocks) {
    static final Draft NONE = new Draft(null, null, Map.of());

    public Draft {
        blocks = Map.copyOf(blocks);
    }

    /** The frame alone. */
    public static Draft ofFrame(String html, String text) {
        return new Draft(html, text, Map.of());
    }

    /** One block. */
    public static Draft ofBlock(String name, List<MailingSnapshot.Content> contents) {
        return new Draft(null, null, Map.of(name, List.copyOf(contents)));
    }

    List<MailingSnapshot.Block> over(List<MailingSnapshot.Block> stored) {
        return stored.stream()
                .map(
                        block ->
                                new MailingSnapshot.Block(
                                        block.name(),
                                        blocks.getOrDefault(block.name(), block.contents()),
                                        block.interest(),
                                        block.noLinkExtension()))
                .toList();
    }
}
