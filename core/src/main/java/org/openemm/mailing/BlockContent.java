package org.openemm.mailing;

/**
 * One content of a block. Of the contents of a block a recipient gets the first whose target group
 * they are in.
 *
 * @param id dyn_content_id; 0 for a new one
 * @param targetId target group; 0 for everybody
 */
public record BlockContent(int id, int targetId, String text) {
    /** A new content for everybody. */
    public static BlockContent forAll(String text) {
        return new BlockContent(0, 0, text);
    }

    /** A new content for a target group. */
    public static BlockContent forTarget(int targetId, String text) {
        return new BlockContent(0, targetId, text);
    }
}
