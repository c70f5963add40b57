package org.openemm.web.mailbox;

import java.util.List;
import java.util.Optional;
import org.openemm.Core;
import org.openemm.config.SystemCfg;
import org.openemm.web.Feature;
import org.openemm.web.ui.Banner;
import org.openemm.web.ui.Menu;

/** The built-in mailbox. */
public final class MailboxScreens {
    /** The right to look at the system as a whole. */
    static final String RIGHT = "server.status";

    private MailboxScreens() {}

    public static Feature of(Core core) {
        MailboxLog log = new MailboxLog(core.database(), core.activityLog());
        return new Feature(
                "mailbox",
                List.of(
                        new MailboxResource(core.mailbox(), log),
                        new RejectsResource(core.mailbox(), log)),
                List.of(
                        new Menu.Entry(
                                Menu.Place.MAILINGS,
                                90,
                                "menu.mailbox",
                                "inbox",
                                "/mailbox/list.action",
                                RIGHT)));
    }

    /** Says so while no SMTP server is set, no route is there, and mails stay in the mailbox. */
    public static Banner.Source banner(Core core) {
        boolean leaves =
                SystemCfg.read(core.home())
                        .get("OPENEMM_SMTP_HOST", "smtp-host")
                        .filter(host -> !host.isBlank())
                        .isPresent();
        Optional<Banner> banner =
                leaves
                        ? Optional.empty()
                        : Optional.of(
                                new Banner(
                                        "inbox",
                                        "mailbox.banner",
                                        "mailbox.banner.link",
                                        "/mailbox/list.action",
                                        RIGHT));
        return companyId -> core.dispatch().routes().hasAny(companyId) ? Optional.empty() : banner;
    }
}
