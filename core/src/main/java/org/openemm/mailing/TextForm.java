package org.openemm.mailing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openemm.content.ContentBlocks;
import org.openemm.content.Tag;
import org.openemm.content.TagParser;
import org.openemm.database.Transaction;

/**
 * Makes a text form of the HTML form. Blocks cannot be shared, because the HTML in them would be
 * read as text: each gets a partner whose name ends in {@value #SUFFIX}.
 */
final class TextForm {
    static final String SUFFIX = " (Text)";

    private TextForm() {}

    /**
     * @return the frame of the text form; the partners of the blocks are written already
     */
    static String generate(Transaction tx, MailingRow row, MailingContent content, Instant now) {
        Map<String, ContentBlock> blocks =
                content.blocks().stream()
                        .collect(Collectors.toMap(ContentBlock::name, Function.identity()));
        Set<String> used = usedInHtml(content, blocks);
        Map<String, Integer> partners =
                ContentStore.blocks(tx, row.id).stream()
                        .collect(
                                Collectors.toMap(
                                        ContentStore.BlockRow::name,
                                        ContentStore.BlockRow::id,
                                        (first, second) -> first));
        for (String name : used) {
            ContentBlock block = blocks.get(name);
            if (block != null && (name + SUFFIX).length() <= ContentRules.BLOCK_NAME_MAX) {
                Integer known = partners.get(name + SUFFIX);
                int id = known != null ? known : ContentStore.addBlock(tx, row, name + SUFFIX, now);
                List<BlockContent> texts =
                        block.contents().stream()
                                .map(
                                        html ->
                                                new BlockContent(
                                                        0,
                                                        html.targetId(),
                                                        plain(html.text(), blocks)))
                                .filter(text -> !text.text().isBlank())
                                .toList();
                ContentStore.saveContents(tx, row, id, texts, now);
            }
        }
        return plain(content.html(), blocks);
    }

    /** What the partner of a block holds when it says the same as the block. */
    static List<BlockContent> partner(List<BlockContent> html, MailingContent content) {
        Map<String, ContentBlock> blocks =
                content.blocks().stream()
                        .collect(Collectors.toMap(ContentBlock::name, Function.identity()));
        return html.stream()
                .map(
                        part ->
                                new BlockContent(
                                        0, part.targetId(), plain(part.text(), blocks).strip()))
                .filter(text -> !text.text().isBlank())
                .toList();
    }

    private static Set<String> usedInHtml(
            MailingContent content, Map<String, ContentBlock> blocks) {
        Map<String, ContentStore.BlockRow> known =
                blocks.values().stream()
                        .collect(
                                Collectors.toMap(
                                        ContentBlock::name,
                                        block ->
                                                new ContentStore.BlockRow(
                                                        block.id(), block.name(), false)));
        Map<Integer, List<String>> texts =
                blocks.values().stream()
                        .collect(
                                Collectors.toMap(
                                        ContentBlock::id,
                                        block ->
                                                block.contents().stream()
                                                        .map(BlockContent::text)
                                                        .toList()));
        return BlockSync.used(List.of(content.html()), known, texts);
    }

    private static String plain(String html, Map<String, ContentBlock> blocks) {
        return PlainText.of(renamed(html, blocks));
    }

    /** Lets every block tag ask for the block's partner. */
    private static String renamed(String html, Map<String, ContentBlock> blocks) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Tag tag : TagParser.parse(html)) {
            String name = tag.parameter("name", "").strip();
            if (isBlock(tag) && blocks.containsKey(name)) {
                text.append(html, from, tag.start())
                        .append(tag.closing() ? "[/" : "[")
                        .append(tag.name())
                        .append(" name=\"")
                        .append(name)
                        .append(SUFFIX)
                        .append(tag.selfClosing() ? "\"/]" : "\"]");
                from = tag.end();
            }
        }
        return text.append(html, from, html.length()).toString();
    }

    private static boolean isBlock(Tag tag) {
        String text =
                "["
                        + tag.name()
                        + " name=\""
                        + tag.parameter("name", "").replace("\"", "\\\"")
                        + "\"/]";
        return !ContentBlocks.namesIn(text).isEmpty();
    }
}
