package org.openemm.redirect;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.openemm.subscription.Confirmation;
import org.openemm.subscription.Confirmation.State;
import org.openemm.subscription.DoubleOptIn;
import org.openemm.subscription.Proof;

/**
 * {@code /confirm.html?uid=...}: where the mail leads that asks to confirm a subscription. A GET,
 * which mail scanners do on their own, only asks; the POST of its button confirms.
 */
final class ConfirmServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient DoubleOptIn doubleOptIn;
    private final transient PublicPages pages;

    ConfirmServlet(DoubleOptIn doubleOptIn, PublicPages pages) {
        this.doubleOptIn = doubleOptIn;
        this.pages = pages;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(request, response, doubleOptIn::look);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Proof proof = Proof.link(request.getRemoteAddr());
        answer(request, response, token -> doubleOptIn.confirm(token, proof));
    }

    private void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            Function<String, Confirmation> what)
            throws IOException {
        Optional<String> token = Requests.uid(request);
        Optional<Confirmation> found = token.map(what);
        State state = found.map(Confirmation::state).orElse(State.UNKNOWN);
        response.setStatus(status(state));
        pages.write(
                request,
                response,
                "redirect/confirm.jte",
                Map.of(
                        "state", state.name(),
                        "email", found.map(Confirmation::email).orElse(""),
                        "mailinglist", found.map(Confirmation::mailinglist).orElse(""),
                        "action", "confirm.html?uid=" + token.orElse("")));
    }

    private static int status(State state) {
        return switch (state) {
            case OPEN, CONFIRMED -> HttpServletResponse.SC_OK;
            case USED, EXPIRED, IMPOSSIBLE -> HttpServletResponse.SC_GONE;
            case UNKNOWN -> HttpServletResponse.SC_NOT_FOUND;
        };
    }
}
