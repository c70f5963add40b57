package org.openemm.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A short message that the next page shows once. */
public record Flash(Kind kind, String text) implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private static final String ATTRIBUTE = "flash";

    /** How the message is to be taken. */
    public enum Kind {
        GOOD,
        WARN,
        BAD
    }

    static void add(HttpServletRequest request, Flash flash) {
        List<Flash> all = new ArrayList<>(take(request));
        all.add(flash);
        request.getSession().setAttribute(ATTRIBUTE, (Serializable) all);
    }

    @SuppressWarnings("unchecked")
    static List<Flash> take(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || session.getAttribute(ATTRIBUTE) == null) {
            return List.of();
        }
        List<Flash> all = (List<Flash>) session.getAttribute(ATTRIBUTE);
        session.removeAttribute(ATTRIBUTE);
        return all;
    }
}
