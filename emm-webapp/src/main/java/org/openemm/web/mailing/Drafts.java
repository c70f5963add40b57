package org.openemm.web.mailing;

import org.openemm.mailing.BlockContent;
import org.openemm.rendering.Draft;
import org.openemm.rendering.MailingSnapshot;
import org.openemm.web.ui.Input;

/** Reads content that is being typed: one block, the frame, or nothing. */
final class Drafts {
    private Drafts() {}

    static Draft of(Input input) {
        if (input.find("block").isPresent()) {
            return Draft.ofBlock(
                    input.raw("block"),
                    ContentResource.contents(input).stream()
                            .filter(content -> !content.text().isBlank())
                            .map(Drafts::content)
                            .toList());
        }
        return Draft.ofFrame(lines(input, "html"), lines(input, "text"));
    }

    private static MailingSnapshot.Content content(BlockContent typed) {
        return new MailingSnapshot.Content(typed.targetId(), typed.text());
    }

    private static String lines(Input input, String field) {
        return input.find(field).isPresent() ? ContentResource.lines(input, field) : null;
    }
}
