package org.openemm.mailing;

import java.util.List;

/**
 * A link of a mailing.
 *
 * @param url target as written, with tags and hash tags
 * @param name shown in statistics; may be empty
 * @param admin a link of the product itself: form, profile, unsubscribe, web view
 * @param deleted no longer in the content
 */
public record TrackableLink(
        int id,
        String url,
        String name,
        LinkUsage usage,
        boolean admin,
        boolean deleted,
        List<LinkExtension> extensions) {
    public TrackableLink {
        extensions = List.copyOf(extensions);
    }

    TrackableLink with(List<LinkExtension> others) {
        return new TrackableLink(id, url, name, usage, admin, deleted, others);
    }
}
