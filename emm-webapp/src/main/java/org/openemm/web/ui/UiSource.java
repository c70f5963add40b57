package org.openemm.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.openemm.account.Users;
import org.openemm.web.access.AccessFilter;

/** Makes the {@link Ui} of a request, once. */
public final class UiSource {
    private static final String ATTRIBUTE = Ui.class.getName();
    private final Ui.Frame frame;
    private final Users users;

    public UiSource(Ui.Frame frame, Users users) {
        this.frame = frame;
        this.users = users;
    }

    public Ui of(HttpServletRequest request) {
        Ui ui = (Ui) request.getAttribute(ATTRIBUTE);
        if (ui == null) {
            ui = new Ui(request, frame, AccessFilter.userOf(request, users));
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
