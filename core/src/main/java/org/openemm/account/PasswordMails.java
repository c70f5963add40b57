package org.openemm.account;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.openemm.config.Settings;
import org.openemm.i18n.Texts;

/** Mails to users about their passwords, in their language. */
final class PasswordMails {
    private final Users.Post post;
    private final Settings settings;
    private final Clock clock;
    private final IntFunction<String> companyAddress;
    private final Texts texts =
            Texts.load(
                    PasswordMails.class.getClassLoader(),
                    List.of("messages/account"),
                    Profile.LANGUAGES);

    /**
     * @param companyAddress where the server of a company is reached, when {@code system.url} is
     *     not set; may be empty
     */
    PasswordMails(
            Users.Post post, Settings settings, Clock clock, IntFunction<String> companyAddress) {
        this.companyAddress = companyAddress;
        this.post = post;
        this.settings = settings;
        this.clock = clock;
    }

    /** Leads to the page where the password is chosen anew. */
    void link(User user, String path, long minutes) {
        String link = address(user) + path;
        send(
                user,
                text(user, "account.mail.reset.subject"),
                text(
                        user,
                        "account.mail.reset.text",
                        user.displayName(),
                        user.username(),
                        minutes,
                        link));
    }

    /** Tells the owner of the account, unless {@code notifications.sendPasswordChanged} is off. */
    void changed(User user) {
        if (!settings.bool(user.companyId(), "notifications.sendPasswordChanged", true)) {
            return;
        }
        send(
                user,
                text(user, "account.mail.changed.subject"),
                text(
                        user,
                        "account.mail.changed.text",
                        user.displayName(),
                        user.username(),
                        time(user, clock.instant()),
                        address(user) + "/logon/forgot.action"));
    }

    private void send(User user, String subject, String text) {
        if (!user.email().isBlank()) {
            post.send(user.email(), subject, text);
        }
    }

    private String text(User user, String key, Object... arguments) {
        return texts.text(user.locale(), key, arguments);
    }

    private static String time(User user, Instant instant) {
        Locale locale =
                user.locale().getLanguage().equals("en") && user.locale().getCountry().isEmpty()
                        ? Locale.UK
                        : user.locale();
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(locale)
                .format(instant.atZone(user.zone()));
    }

    /** Where users reach this server; never what a request says of itself. */
    private String address(User user) {
        return Stream.of(
                        settings.get(0, "system.url", ""),
                        companyAddress.apply(user.companyId()),
                        "http://" + settings.hostName())
                .map(address -> address.strip().replaceAll("/+$", ""))
                .filter(address -> !address.isEmpty())
                .findFirst()
                .orElseThrow();
    }
}
