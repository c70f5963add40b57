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
}
