package org.openemm.mailloop;

/**
 * Whether a mail to a filter subscribes its sender, and how he is asked to confirm it.
 *
 * @param on kept with everything else while it is off
 * @param mailinglistId to which list; 0 for none
 * @param formId form of an installation that had one; not needed
 * @param language of the product's own words, {@code en} or {@code de}
 * @param subject of the mail that asks; empty: the product's own words
 * @param text of that mail, with {@link #LINK} in it; empty: the product's own words
 */
public record MailSubscription(
        boolean on, int mailinglistId, int formId, String language, String subject, String text) {
    /** Stands in a text for the address that confirms. */
    public static final String LINK = "{link}";

    /** Stands in a text for the name of the mailing list. */
    public static final String LIST = "{list}";

    /** Stands in a text for the address that is to be subscribed. */
    public static final String EMAIL = "{email}";

    public MailSubscription {
        language = "de".equals(language) ? "de" : "en";
        subject = subject == null ? "" : subject.strip();
        text = text == null ? "" : text.strip().replace("\r\n", "\n");
    }

    public static MailSubscription off() {
        return new MailSubscription(false, 0, 0, "", "", "");
    }

    /** To a list, with the product's own words. */
    public static MailSubscription to(int mailinglistId, String language) {
        return new MailSubscription(true, mailinglistId, 0, language, "", "");
    }
}
