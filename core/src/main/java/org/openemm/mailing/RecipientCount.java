package org.openemm.mailing;

/**
 * How many recipients a mailing would go to now, by the form they get.
 *
 * @param text text only
 * @param html HTML with text
 * @param offline HTML with embedded images
 */
public record RecipientCount(long text, long html, long offline) {
    public long total() {
        return text + html + offline;
    }
}
