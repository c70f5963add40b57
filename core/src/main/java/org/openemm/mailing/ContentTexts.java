package org.openemm.mailing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openemm.content.FoundLink;
import org.openemm.content.LinkScanner;
import org.openemm.database.Transaction;

/**
 * All texts of a mailing's content with what each is used for: blocks take part in the HTML form,
 * the text form, or both, depending on which frame leads to them.
 */
record ContentTexts(List<Part> parts) {

    /**
     * One text.
     *
     * @param source component or block, as shown to people
     * @param targetId target group the text is for; 0 for everybody
     */
    record Part(String source, String text, int targetId, boolean html, boolean plain) {}

    static ContentTexts of(Transaction tx, int mailingId) {
        MailingContent content = MailingContents.read(tx, mailingId);
        Map<String, ContentStore.BlockRow> known = new HashMap<>();
        Map<Integer, List<String>> texts = new HashMap<>();
        for (ContentBlock block : content.blocks()) {
            known.put(block.name(), new ContentStore.BlockRow(block.id(), block.name(), false));
            texts.put(block.id(), block.contents().stream().map(BlockContent::text).toList());
        }
        Set<String> inHtml = BlockSync.used(List.of(content.html()), known, texts);
        Set<String> inText = BlockSync.used(List.of(content.text()), known, texts);
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(ContentStore.HTML, content.html(), 0, true, false));
        parts.add(new Part(ContentStore.TEXT, content.text(), 0, false, true));
        for (ContentBlock block : content.blocks()) {
            boolean html = inHtml.contains(block.name());
            boolean plain = inText.contains(block.name());
            for (BlockContent part : block.contents()) {
                parts.add(new Part(block.name(), part.text(), part.targetId(), html, plain));
            }
        }
        return new ContentTexts(parts);
    }

    /** Every address in these texts. */
    List<FoundLink> links() {
        List<FoundLink> links = new ArrayList<>();
        for (Part part : parts) {
            links.addAll(linksIn(part));
        }
        return links;
    }

    static List<FoundLink> linksIn(Part part) {
        List<FoundLink> links = new ArrayList<>();
        if (part.html()) {
            links.addAll(LinkScanner.inHtml(part.text()));
        }
        if (part.plain()) {
            links.addAll(LinkScanner.inText(part.text()));
        }
        return links;
    }
}
