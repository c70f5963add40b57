package org.openemm.redirect;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.openemm.tracking.OptOuts;
import org.openemm.tracking.OptOuts.Subscription;
import org.openemm.tracking.Tracking;
import org.openemm.tracking.Tracking.Verified;

/**
 * The page on which a recipient leaves a mailing list: shows what would be left, leaves it after
 * the button was pressed, says so. In the language of the browser.
 */
final class OptOutPage {
    private final Tracking tracking;
    private final OptOuts optOuts;
    private final PublicPages pages;

    OptOutPage(Tracking tracking, OptOuts optOuts, PublicPages pages) {
        this.tracking = tracking;
        this.optOuts = optOuts;
        this.pages = pages;
    }

    /** What the page says. */
    enum State {
        ASK,
        DONE,
        UNKNOWN
    }

    /** Changes nothing. */
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Verified> link = Requests.uid(request).flatMap(tracking::verify);
        Optional<Subscription> subscription = link.flatMap(optOuts::subscription);
        State state =
                subscription
                        .map(s -> s.subscribed() ? State.ASK : State.DONE)
                        .orElse(State.UNKNOWN);
        write(request, response, state, subscription);
    }

    /** Ends the subscription and says so. */
    void leave(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Verified> link = Requests.uid(request).flatMap(tracking::verify);
        link.ifPresent(
                verified -> optOuts.optOut(verified, "User-Opt-Out: " + request.getRemoteAddr()));
        Optional<Subscription> subscription = link.flatMap(optOuts::subscription);
        write(
                request,
                response,
                subscription.isPresent() ? State.DONE : State.UNKNOWN,
                subscription);
    }

    private void write(
            HttpServletRequest request,
            HttpServletResponse response,
            State state,
            Optional<Subscription> subscription)
            throws IOException {
        response.setStatus(
                state == State.UNKNOWN
                        ? HttpServletResponse.SC_NOT_FOUND
                        : HttpServletResponse.SC_OK);
        pages.write(
                request,
                response,
                "redirect/optout.jte",
                Map.of(
                        "state", state.name(),
                        "email", subscription.map(Subscription::email).orElse(""),
                        "mailinglist", subscription.map(Subscription::mailinglist).orElse(""),
                        "action",
                                "form.action?agnFN=unsubscribe&agnUID="
                                        + Requests.uid(request).orElse("")));
    }
}
