package org.openemm.mailing;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.content.Place;
import org.openemm.database.Transaction;

/** What content must fulfil to be saved. */
final class ContentRules {
    /** Characters of one text. Mail programs cut mails that are far shorter. */
    static final int MAX = 2_000_000;

    static final int BLOCK_NAME_MAX = 100;
    static final int BLOCKS_MAX = 500;

    /** Elements that no mail program executes and many mail servers refuse. */
    private static final Pattern REFUSED =
            Pattern.compile(
                    "<\\s*(script|iframe|object|embed|applet)(?=[\\s/>])",
                    Pattern.CASE_INSENSITIVE);

    private ContentRules() {}

    /**
     * @param text null is fine
     */
    static void check(String field, String text) {
        if (text == null) {
            return;
        }
        if (text.length() > MAX) {
            throw new InvalidInput(field, "mailing.error.contentTooLong", MAX, text.length());
        }
        Matcher refused = REFUSED.matcher(text);
        if (refused.find()) {
            Place place = Place.of(field, text, refused.start());
            throw new InvalidInput(
                    field,
                    "mailing.error.element",
                    refused.group(1).toLowerCase(Locale.ROOT),
                    place.line(),
                    place.column());
        }
    }

    static void check(Transaction tx, Actor actor, List<BlockContent> contents) {
        Set<Integer> targets = new HashSet<>();
        for (int i = 0; i < contents.size(); i++) {
            BlockContent content = contents.get(i);
            String field = "content" + i;
            check(field, content.text());
            if (content.text().isBlank()) {
                continue;
            }
            if (!targets.add(content.targetId())) {
                throw new InvalidInput(field, "mailing.error.targetTwice");
            }
            if (content.targetId() != 0
                    && !MailingStore.targetExists(tx, actor, content.targetId())) {
                throw new InvalidInput(field, "mailing.error.target", content.targetId());
            }
        }
    }
}
