package org.openemm.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.openemm.web.access.Sessions;

/** Makes the {@link Ui} of a request, once. */
public final class UiSource {
    private static final String ATTRIBUTE = Ui.class.getName();
    private final Ui.Frame frame;
    private final Sessions sessions;

    public UiSource(Ui.Frame frame, Sessions sessions) {
        this.frame = frame;
        this.sessions = sessions;
    }

    public Ui of(HttpServletRequest request) {
        Ui ui = (Ui) request.getAttribute(ATTRIBUTE);
        if (ui == null) {
            ui = new Ui(request, frame, sessions.userOf(request));
            request.setAttribute(ATTRIBUTE, ui);
        }
        return ui;
    }

    /** For error pages while the user cannot be looked up: as if nobody were logged in. */
    public Ui anonymous(HttpServletRequest request) {
        Ui ui = new Ui(request, frame, Optional.empty()).withoutBrand();
        request.setAttribute(ATTRIBUTE, ui);
        return ui;
    }
}
