package org.openemm.web.mailing;

import java.util.Locale;
import java.util.Set;
import org.openemm.mailing.TrackableLink;
import org.openemm.web.ui.Ui;

/**
 * Names of links in words: those of the product are known by what they do, not by their address.
 */
public final class LinkWords {
    private static final Set<String> OWN =
            Set.of("fullview", "webview", "unsubscribe", "profile", "form");

    private LinkWords() {}

    /** Whether it is a link of the product that nobody gave a name. */
    public static boolean isOwn(TrackableLink link) {
        return link.admin() && OWN.contains(kind(link));
    }

    public static String title(Ui ui, TrackableLink link) {
        return isOwn(link)
                ? ui.t("mailing.link." + kind(link))
                : link.admin() && !link.name().isEmpty() ? link.name() : link.url();
    }

    private static String kind(TrackableLink link) {
        return link.name().startsWith("agn")
                ? link.name().substring(3).toLowerCase(Locale.ROOT)
                : "";
    }
}
