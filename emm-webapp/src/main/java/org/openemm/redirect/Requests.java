package org.openemm.redirect;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.openemm.tracking.Visit;

/** What the tracking addresses read from a request. */
final class Requests {
    private static final int MAX_UID = 2_000;

    private Requests() {}

    /**
     * The UID: parameter {@code uid} (or {@code agnUID}), or the path word behind the servlet
     * ({@code /r/UID/r.html}).
     */
    static Optional<String> uid(HttpServletRequest request) {
        String uid = parameter(request, "uid");
        if (uid == null) {
            uid = parameter(request, "agnUID");
        }
        String path = request.getPathInfo();
        if (uid == null && path != null && path.length() > 1) {
            int end = path.indexOf('/', 1);
            uid = end < 0 ? path.substring(1) : path.substring(1, end);
        }
        return Optional.ofNullable(uid).filter(text -> !text.isEmpty() && text.length() <= MAX_UID);
    }

    /**
     * A call with {@code nocount} (unless "false") and the continuation of a range leave no trace.
     */
    static Visit visit(HttpServletRequest request) {
        String nocount = parameter(request, "nocount");
        boolean counted = (nocount == null || "false".equals(nocount)) && !continuesRange(request);
        String agent = request.getHeader("User-Agent");
        return new Visit(request.getRemoteAddr(), agent == null ? "" : agent, counted);
    }

    /** Reads the query only: a parameter in the body of a POST is not part of the address. */
    static String parameter(HttpServletRequest request, String name) {
        String query = request.getQueryString();
        if (query == null) {
            return null;
        }
        int start = 0;
        while (start <= query.length()) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            if (query.startsWith(name, start)
                    && (start + name.length() == end
                            || query.charAt(start + name.length()) == '=')) {
                return start + name.length() == end
                        ? ""
                        : query.substring(start + name.length() + 1, end);
            }
            start = end + 1;
        }
        return null;
    }

    private static boolean continuesRange(HttpServletRequest request) {
        String range = request.getHeader("Range");
        return range != null && !range.startsWith("bytes=0-");
    }
}
