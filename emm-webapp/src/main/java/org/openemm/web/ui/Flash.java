package org.openemm.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A short message that the next page shows once.
 *
 * @param undo how to take back what the message tells; null when that cannot be
 */
public record Flash(Kind kind, String text, Undo undo) implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private static final String ATTRIBUTE = "flash";

    /** How the message is to be taken. */
    public enum Kind {
        GOOD,
        WARN,
        BAD
    }

    /** A message that says what cannot be taken back. */
    public Flash(Kind kind, String text) {
        this(kind, text, null);
    }

    /**
     * What the button "Undo" sends.
     *
     * @param action address it posts to
     * @param bulkIds values of the field of that name; empty when the address says it all
     */
    public record Undo(String action, List<String> bulkIds) implements Serializable {
        @Serial private static final long serialVersionUID = 1L;

        public Undo {
            bulkIds = List.copyOf(bulkIds);
        }
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
