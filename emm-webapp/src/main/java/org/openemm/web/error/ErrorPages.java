package org.openemm.web.error;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.servlet.DatabaseAway;
import org.openemm.servlet.Incidents;
import org.openemm.web.access.ForgedRequest;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.UiSource;
import org.openemm.web.ui.View;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where an error becomes a page. Never shows a stack trace. */
public final class ErrorPages implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private final UiSource uis;

    @Context private HttpServletRequest request;

    public ErrorPages(UiSource uis) {
        this.uis = uis;
    }

    @Override
    public Response toResponse(Throwable error) {
        if (error instanceof WebApplicationException http) {
            return ofHttp(http);
        }
        if (isBrokenOff(error)) {
            // Nobody reads the answer, and nothing is wrong here.
            LOG.info("{}: the client went away while it was sending", where());
            return page(uis.anonymous(request), BAD_REQUEST, "request");
        }
        if (DatabaseAway.isBehind(error)) {
            Ui ui = uis.anonymous(request);
            return page(ui, UNAVAILABLE, "database");
        }
        Ui ui = uis.of(request);
        if (error instanceof NotFound) {
            return page(ui, NOT_FOUND, "missing");
        }
        if (error instanceof NotPermitted denied) {
            return page(ui, FORBIDDEN, "forbidden", denied.right());
        }
        if (error instanceof ForgedRequest) {
            return page(ui, FORBIDDEN, "csrf");
        }
        if (error instanceof InvalidInput invalid) {
            return page(
                    ui,
                    BAD_REQUEST,
                    new ErrorPage(
                            BAD_REQUEST,
                            icon(BAD_REQUEST),
                            ui.t("error.input.title"),
                            ui.t("error.input.text"),
                            invalid.problems().stream().map(ui::say).toList(),
                            before()));
        }
        return page(ui, SERVER_ERROR, "unexpected", Incidents.report(where(), error));
    }

    private Response ofHttp(WebApplicationException error) {
        int status = error.getResponse().getStatus();
        if (status < BAD_REQUEST) {
            return error.getResponse();
        }
        if (status >= SERVER_ERROR) {
            return page(uis.of(request), status, "unexpected", Incidents.report(where(), error));
        }
        return switch (status) {
            case NOT_FOUND -> page(uis.of(request), status, "missing");
            case 405 -> page(uis.of(request), status, "method");
            case 413 -> page(uis.of(request), status, "large");
            default -> page(uis.of(request), status, "request");
        };
    }

    private Response page(Ui ui, int status, String kind, Object... arguments) {
        return page(
                ui,
                status,
                new ErrorPage(
                        status,
                        icon(status),
                        ui.t("error." + kind + ".title"),
                        ui.t("error." + kind + ".text", arguments),
                        List.of(),
                        again(kind)));
    }

    private static Response page(Ui ui, int status, ErrorPage page) {
        String template = ui.user().isPresent() ? "error/inside.jte" : "error/outside.jte";
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE)
                .entity(View.of(template, page).withStatus(status))
                .build();
    }

    private static String icon(int status) {
        return switch (status) {
            case FORBIDDEN -> "lock";
            case NOT_FOUND -> "search";
            case UNAVAILABLE -> "database";
            default -> "triangle-alert";
        };
    }

    /** What may work when it is done once more. */
    private String again(String kind) {
        return switch (kind) {
            case "csrf" -> before();
            case "database", "unexpected" ->
                    request.getMethod().equals("GET") ? Ui.address(request) : before();
            default -> "";
        };
    }

    /** The page of ours that the request came from; empty when it is unknown. */
    private String before() {
        try {
            String referer = Objects.requireNonNullElse(request.getHeader("Referer"), "");
            URI from = URI.create(referer);
            boolean ours =
                    from.getHost() != null
                            && from.getHost().equals(request.getServerName())
                            && from.getRawPath() != null
                            && from.getRawPath().startsWith("/")
                            && !from.getRawPath().startsWith("//");
            String query = from.getRawQuery() == null ? "" : "?" + from.getRawQuery();
            return ours ? from.getRawPath() + query : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The connection ended in the middle of an upload; Tomcat says so with an error of its own. */
    private static boolean isBrokenOff(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getSimpleName().equals("ClientAbortException")) {
                return true;
            }
        }
        return false;
    }

    private String where() {
        return request.getMethod() + " " + request.getRequestURI();
    }
}
