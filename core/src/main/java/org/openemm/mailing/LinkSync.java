package org.openemm.mailing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openemm.content.FoundLink;
import org.openemm.content.LinkTags;
import org.openemm.content.Tag;
import org.openemm.content.TagParser;
import org.openemm.database.Transaction;

/**
 * Registers the links of a mailing's content. One that stays keeps its row with all settings; one
 * that is gone is marked as deleted, unless it was sent already and people may still follow it.
 */
final class LinkSync {
    private static final int NAME_MAX = 500;

    private LinkSync() {}

    /** A link the content asks for. */
    record Wanted(String url, String name, boolean admin, int actionId) {}

    static void run(Transaction tx, MailingRow row, Instant now) {
        Map<String, Wanted> wanted = wanted(tx, row);
        Map<String, TrackableLink> known = new HashMap<>();
        for (TrackableLink link : LinkStore.all(tx, row.id)) {
            known.merge(link.url(), link, (a, b) -> a.deleted() ? b : a);
        }
        List<Integer> back = new ArrayList<>();
        for (Wanted link : wanted.values()) {
            TrackableLink stored = known.get(link.url());
            if (stored == null) {
                LinkStore.add(tx, row, link, now);
            } else if (stored.deleted()) {
                back.add(stored.id());
            }
        }
        LinkStore.setDeleted(tx, back, false);
        if (!MailingStore.isLaunched(tx, row.id)) {
            List<Integer> gone =
                    known.values().stream()
                            .filter(link -> !link.deleted() && !wanted.containsKey(link.url()))
                            .map(TrackableLink::id)
                            .filter(id -> !MailingFileStore.isImageLink(tx, row.id, id))
                            .toList();
            LinkStore.setDeleted(tx, gone, true);
        }
        row.linkCount = wanted.size();
    }

    private static Map<String, Wanted> wanted(Transaction tx, MailingRow row) {
        LinkTags.Domain domain = MailingStore.linkDomain(tx, row);
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        for (FoundLink link : ContentTexts.of(tx, row.id).links()) {
            Wanted asked = asked(link, domain);
            if (asked != null) {
                wanted.merge(asked.url(), asked, LinkSync::richer);
            }
        }
        return wanted;
    }

    private static Wanted asked(FoundLink link, LinkTags.Domain domain) {
        if (link.isTag()) {
            List<Tag> tags = TagParser.parse(link.url());
            return tags.size() != 1
                    ? null
                    : LinkTags.url(tags.get(0), domain)
                            .map(
                                    url ->
                                            new Wanted(
                                                    url,
                                                    cut(LinkTags.linkName(tags.get(0))),
                                                    true,
                                                    0))
                            .orElse(null);
        }
        boolean measurable = link.kind() == FoundLink.Kind.LINK && link.isWeb();
        return measurable
                ? new Wanted(link.url(), cut(link.title()), false, link.actionId())
                : null;
    }

    /** The same address twice: the first name and action that are given count. */
    private static Wanted richer(Wanted first, Wanted second) {
        return new Wanted(
                first.url(),
                first.name().isEmpty() ? second.name() : first.name(),
                first.admin(),
                first.actionId() == 0 ? second.actionId() : first.actionId());
    }

    private static String cut(String name) {
        return name.length() <= NAME_MAX ? name : name.substring(0, NAME_MAX);
    }
}
