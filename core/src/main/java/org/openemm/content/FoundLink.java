package org.openemm.content;

/**
 * An address found in content.
 *
 * @param url the address with HTML entities read and blanks around it removed; tags and hash tags
 *     stand in it as written
 * @param start offset of its first character in the text
 * @param end offset after its last character
 * @param kind what it is used for
 * @param title title attribute of its element, the name to give the link; empty for none
 * @param actionId actionid attribute of its element; 0 for none
 */
public record FoundLink(String url, int start, int end, Kind kind, String title, int actionId) {
    /** What an address is used for. */
    public enum Kind {
        /** Somebody may follow it: it can be measured. */
        LINK,
        /** Loaded by the mail program: images, style sheets. */
        RESOURCE
    }

    /** Whether it leads to the web: only such links are measured. */
    public boolean isWeb() {
        return url.regionMatches(true, 0, "http://", 0, 7)
                || url.regionMatches(true, 0, "https://", 0, 8);
    }

    /** Whether it is nothing but one tag, e.g. {@code [agnUNSUBSCRIBE]}. */
    public boolean isTag() {
        return url.startsWith("[agn") && url.indexOf(']') == url.length() - 1;
    }
}
