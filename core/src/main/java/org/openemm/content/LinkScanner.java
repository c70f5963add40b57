package org.openemm.content;

import java.util.List;

/**
 * Finds the addresses in content, with their offsets, in order of appearance. Tags inside an
 * address belong to it, even when they hold quotes, blanks or angle brackets.
 */
public final class LinkScanner {
    private LinkScanner() {}

    /** Values of href, src, background and the like in HTML, also within conditional comments. */
    public static List<FoundLink> inHtml(String html) {
        return new HtmlLinks(html).find();
    }

    /**
     * Addresses with http or https in plain text, and the tags that stand for an address on their
     * own. Punctuation that ends a sentence does not belong to an address.
     */
    public static List<FoundLink> inText(String text) {
        return new TextLinks(text).find();
    }
}
