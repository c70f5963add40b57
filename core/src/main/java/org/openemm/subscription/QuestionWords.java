package org.openemm.subscription;

import java.util.List;
import java.util.Locale;
import org.openemm.i18n.Texts;
import org.openemm.mailloop.MailSubscription;

/** What the question says: the words of the filter, or the product's own in its language. */
public final class QuestionWords {
    private final Texts texts =
            Texts.load(
                    QuestionWords.class.getClassLoader(),
                    List.of("messages/subscription"),
                    List.of("en", "de"));

    /** The product's own subject, with places for list and address. */
    public String subject(String language) {
        return texts.text(Locale.forLanguageTag(language), "subscription.mail.subject");
    }

    /** The product's own text, with places for link, list and address. */
    public String text(String language) {
        return texts.text(Locale.forLanguageTag(language), "subscription.mail.text");
    }

    String subject(MailSubscription settings, String list, String email) {
        String own = settings.subject();
        return filled(own.isEmpty() ? subject(settings.language()) : own, "", list, email);
    }

    String text(MailSubscription settings, String link, String list, String email) {
        String own = settings.text();
        return filled(own.isEmpty() ? text(settings.language()) : own, link, list, email);
    }

    /** The link last: nothing that stands in a name becomes one. */
    private static String filled(String words, String link, String list, String email) {
        return words.replace(MailSubscription.LINK, "\0")
                .replace(MailSubscription.EMAIL, email)
                .replace(MailSubscription.LIST, list)
                .replace("\0", link);
    }
}
