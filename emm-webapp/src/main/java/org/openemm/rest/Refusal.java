package org.openemm.rest;

import java.io.Serial;

/** Why a call is not answered as wished: status, code and text of the answer. */
final class Refusal extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /** {@link #code()} of answers without one. */
    static final int NO_CODE = -1;

    private static final int UNKNOWN = 0;
    private static final int AUTHENTICATION = 1;
    private static final int AUTHORIZATION = 2;
    private static final int REQUEST_DATA = 3;
    private static final int OVERLOAD = 4;
    private static final int INTERNAL = 5;

    private final int status;
    private final int code;

    private Refusal(int status, int code, String text) {
        super(text, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** Nearly everything that a caller does wrong, rights included. */
    static Refusal bad(String text) {
        return new Refusal(400, UNKNOWN, text);
    }

    /** An address that leads nowhere. */
    static Refusal invalidRequest() {
        return bad("Invalid request");
    }

    static Refusal notFound(String text) {
        return new Refusal(404, NO_CODE, text);
    }

    static Refusal noData() {
        return notFound("No data found");
    }

    /** Known to be the caller's fault; callers know it under this status all the same. */
    static Refusal missingBody() {
        return new Refusal(500, REQUEST_DATA, "Missing request data");
    }

    /** As {@link #missingBody}, for the wrong method of a few services. */
    static Refusal wrongMethod(String method, String service) {
        return new Refusal(500, REQUEST_DATA, "Invalid http method " + method + " for " + service);
    }

    static Refusal unauthenticated(String text) {
        return new Refusal(401, AUTHENTICATION, text);
    }

    static Refusal noRestUser() {
        return new Refusal(
                400,
                AUTHORIZATION,
                "Authorization failed: User not authorized for Restful webservices");
    }

    static Refusal tooManyCalls() {
        return new Refusal(429, OVERLOAD, "API quota exceeded");
    }

    static Refusal notImplemented(String method) {
        return new Refusal(501, UNKNOWN, "Method " + method + " is not implemented");
    }

    static Refusal unavailable() {
        return new Refusal(503, INTERNAL, "The database cannot be reached");
    }

    /**
     * @param incident number in the log
     */
    static Refusal unexpected(String incident) {
        return new Refusal(500, UNKNOWN, "Internal error (" + incident + ")");
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }
}
