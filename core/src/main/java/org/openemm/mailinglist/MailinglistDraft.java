package org.openemm.mailinglist;

/**
 * A mailing list as somebody wants it to be.
 *
 * @param name 3 to 99 characters, unique in the company
 * @param senderEmail default sender, blank for none
 * @param replyEmail default reply address, blank for none
 */
public record MailinglistDraft(
        String name, String description, String senderEmail, String replyEmail) {
    public MailinglistDraft {
        name = name == null ? "" : name.strip();
        description = description == null ? "" : description.strip();
        senderEmail = senderEmail == null ? "" : senderEmail.strip();
        replyEmail = replyEmail == null ? "" : replyEmail.strip();
    }
}
