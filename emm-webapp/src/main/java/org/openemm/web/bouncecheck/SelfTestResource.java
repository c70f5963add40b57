package org.openemm.web.bouncecheck;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.openemm.InvalidInput;
import org.openemm.bouncecheck.SelfTests;
import org.openemm.web.access.Requires;
import org.openemm.web.mailloop.MailloopScreens;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Starts a self-test, and tells how far it is. */
@Path(SelfTestResource.PATH)
public final class SelfTestResource {
    public static final String PATH = "/administration/bounce/self-test.action";

    private final SelfTests selfTests;
    private final SelfTestPages pages;
    private final BounceCheckResource check;

    SelfTestResource(SelfTests selfTests, SelfTestPages pages, BounceCheckResource check) {
        this.selfTests = selfTests;
        this.pages = pages;
        this.check = check;
    }

    @POST
    @Requires("server.status")
    public Object start(@Context Ui ui, Input input) {
        try {
            selfTests.start(
                    ui.actor(),
                    input.text("domain"),
                    new SelfTests.Words(
                            ui.t("bouncecheck.selftest.mail.subject"),
                            ui.t("bouncecheck.selftest.mail.text")));
        } catch (InvalidInput e) {
            // Pressed twice: the page shows the one that is under way.
            if (!pages.page(ui).isWaiting()) {
                return check.check(ui).again(input, e);
            }
        }
        return ui.redirect(MailloopScreens.CHECK + "#self-test");
    }

    @GET
    @Requires("server.status")
    public View progress(@Context Ui ui) {
        return View.of("bouncecheck/selftest.jte", pages.page(ui));
    }
}
