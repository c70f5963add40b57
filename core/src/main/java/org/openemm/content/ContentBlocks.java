package org.openemm.content;

import java.util.LinkedHashSet;
import java.util.Set;

/** Which content blocks a text asks for. */
public final class ContentBlocks {
    private ContentBlocks() {}

    /** Names of the blocks inserted by a text, in order of first appearance. */
    public static Set<String> namesIn(String text) {
        Set<String> names = new LinkedHashSet<>();
        for (Tag tag : TagParser.parse(text)) {
            if (!tag.closing() && (tag.is(KnownTag.DYN) || tag.is(KnownTag.DVALUE))) {
                tag.parameter("name")
                        .map(String::strip)
                        .filter(n -> !n.isEmpty())
                        .ifPresent(names::add);
            }
        }
        return names;
    }
}
