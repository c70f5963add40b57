package org.openemm.web.mailbox;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.mailbox.Mailbox;
import org.openemm.mailbox.Rejects;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Which addresses the built-in mailbox refuses, to try what happens with bounces. */
@Path("/mailbox/rejects.action")
public final class RejectsResource {
    private static final int MAX_LENGTH = 100_000;
    private final Mailbox mailbox;
    private final MailboxLog log;

    RejectsResource(Mailbox mailbox, MailboxLog log) {
        this.mailbox = mailbox;
        this.log = log;
    }

    /** The rules as text. */
    public record RejectsPage(String rules) {}

    @GET
    @Requires(MailboxScreens.RIGHT)
    public View form() {
        return View.of("mailbox/rejects.jte", new RejectsPage(mailbox.rejectsText()));
    }

    @POST
    @Requires(MailboxScreens.RIGHT)
    public Object save(@Context Ui ui, Input input) {
        String rules = input.raw("rules").replace("\r\n", "\n");
        try {
            check(rules);
        } catch (InvalidInput e) {
            return form().again(input, e);
        }
        log.record(ui.actor(), "edit mailbox", "addresses to refuse");
        mailbox.saveRejects(rules);
        ui.flash("mailbox.rejects.saved");
        return ui.redirect("/mailbox/rejects.action");
    }

    private static void check(String rules) {
        if (rules.length() > MAX_LENGTH) {
            throw new InvalidInput("rules", "mailbox.rejects.long", MAX_LENGTH);
        }
        List<Integer> wrong = Rejects.problems(rules);
        if (!wrong.isEmpty()) {
            throw new InvalidInput(
                    "rules",
                    "mailbox.rejects.invalid",
                    wrong.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
    }
}
