package org.openemm.web.mailloop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import org.openemm.mailloop.Acceptance;
import org.openemm.mailloop.Filter;
import org.openemm.mailloop.Filters;
import org.openemm.mailloop.Trials;
import org.openemm.mailloop.Verdict;
import org.openemm.web.access.Requires;
import org.openemm.web.mailloop.TrialResource.TrialPage;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** What would happen to a mail to an address. */
@Path("/administration/bounce/test.action")
public final class AddressTestResource {
    static final String PAGE = "/administration/bounce/test.action";
    private static final int LONGEST = 320;

    private final Filters filters;
    private final Trials trials;

    AddressTestResource(Filters filters, Trials trials) {
        this.filters = filters;
        this.trials = trials;
    }

    /** In which words the answer is given. */
    public enum Answer {
        /** A filter of the company takes it. */
        FILTER,
        /** Complaints and unsubscribe mails. */
        COMPLAINTS,
        /** A filter of somebody else takes it. */
        FOREIGN,
        /** A mailbox of the machine. */
        LOCAL,
        REFUSED,
        RELAYED
    }

    /**
     * @param address as typed; empty before the first question
     * @param answer null before the first question
     * @param filter that takes it, when it is one of the company
     * @param trial how far a message is that was sent to it
     */
    public record TestPage(
            List<Tab> tabs,
            String address,
            Answer answer,
            Verdict verdict,
            Optional<Filter> filter,
            Optional<TrialPage> trial) {}

    @GET
    @Requires("mailloop.show")
    public View test(@Context Ui ui) {
        return test(ui, ui.links().parameter("address"), ui.links().parameter("sent"));
    }

    /**
     * @param sent mark of a message that was sent to the address; empty for none
     */
    View test(Ui ui, String given, String sent) {
        String typed = given.strip();
        String address = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
        List<Tab> tabs = MailloopScreens.tabs(ui, PAGE);
        if (address.isEmpty()) {
            return View.of(
                    "mailloop/test.jte",
                    new TestPage(tabs, "", null, null, Optional.empty(), Optional.empty()));
        }
        Verdict verdict = filters.test(ui.actor(), address);
        Optional<Filter> filter =
                verdict.isRefused()
                        ? Optional.empty()
                        : filters.all(ui.actor()).stream()
                                .filter(own -> own.id() == verdict.acceptance().filterId())
                                .findFirst();
        return View.of(
                "mailloop/test.jte",
                new TestPage(
                        tabs,
                        address,
                        answer(verdict, filter),
                        verdict,
                        filter,
                        sent.isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        new TrialPage(sent, trials.progress(ui.actor(), sent)))));
    }

    private static Answer answer(Verdict verdict, Optional<Filter> filter) {
        if (verdict.isRefused()) {
            return Answer.REFUSED;
        }
        if (filter.isPresent()) {
            return Answer.FILTER;
        }
        return switch (verdict.acceptance().rid()) {
            case Acceptance.FBL -> Answer.COMPLAINTS;
            case Acceptance.LOCAL -> Answer.LOCAL;
            case Acceptance.RELAY -> Answer.RELAYED;
            default -> Answer.FOREIGN;
        };
    }
}
