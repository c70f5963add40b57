package org.openemm.mailing;

import java.util.List;

/**
 * A content block of a mailing.
 *
 * @param id dyn_name_id
 * @param contents in the order in which they are tried for a recipient
 * @param version changes with every change of the contents
 */
public record ContentBlock(int id, String name, List<BlockContent> contents, String version) {
    public ContentBlock {
        contents = List.copyOf(contents);
    }

    static ContentBlock of(int id, String name, List<BlockContent> contents) {
        return new ContentBlock(id, name, contents, Fingerprint.of(name, contents));
    }
}
