package org.openemm.redirect;

import org.openemm.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a link leads that nobody can follow: the configured address, else a page of our own. */
final class FallbackAddress {
    static final String OWN_PAGE = "/assets/rdir/404/404.html";
    private static final Logger LOG = LoggerFactory.getLogger(FallbackAddress.class);
    private final Settings settings;

    FallbackAddress(Settings settings) {
        this.settings = settings;
    }

    String get() {
        try {
            return settings.get(0, "rdir.undecodableLink.url", OWN_PAGE);
        } catch (RuntimeException e) {
            LOG.warn("Configured fallback page is not readable: {}", e.getMessage());
            return OWN_PAGE;
        }
    }
}
