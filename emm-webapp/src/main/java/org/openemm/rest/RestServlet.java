package org.openemm.rest;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.openemm.account.Actor;
import org.openemm.config.Settings;
import org.openemm.remote.RestCalls;
import org.openemm.remote.RestQuotas;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a call: who is it, which service, has he calls left, may he, answer, log. Without
 * session; a cookie is never looked at.
 */
final class RestServlet extends HttpServlet {
    @Serial private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RestServlet.class);
    private static final String ALLOWED = "GET, HEAD, POST, PUT, DELETE, OPTIONS";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");
    private static final int DEFAULT_LIMIT = 1_048_576;

    private final transient Callers callers;
    private final transient Map<String, Service> services;
    private final transient Object openApi;
    private final transient RestQuotas quotas;
    private final transient RestCalls calls;
    private final transient Settings settings;
    private final transient Refusals refusals;
    private final transient Answers answers;

    /**
     * @param services by name
     * @param openApi description of the services
     */
    RestServlet(
            Callers callers,
            Map<String, Service> services,
            Object openApi,
            RestQuotas quotas,
            RestCalls calls,
            Settings settings,
            Refusals refusals,
            Answers answers) {
        this.callers = callers;
        this.services = services;
        this.openApi = openApi;
        this.quotas = quotas;
        this.calls = calls;
        this.settings = settings;
        this.refusals = refusals;
        this.answers = answers;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader("Allow", ALLOWED);
            return;
        }
        Object result;
        try {
            result = answer(request);
        } catch (RuntimeException | StackOverflowError e) {
            String where = request.getMethod() + " " + request.getRequestURI();
            answers.refuse(request, response, refusals.of(e, where));
            return;
        }
        answers.ok(request, response, result);
    }

    private Object answer(HttpServletRequest request) {
        if (!METHODS.contains(request.getMethod())) {
            throw Refusal.notImplemented(request.getMethod());
        }
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        String path = path(request);
        if (method.equals("GET") && path.toLowerCase(Locale.ROOT).equals("/openapi")) {
            return openApi;
        }
        Query query = Query.of(request.getQueryString());
        Callers.Caller caller = callers.of(request, query);
        requireNoStranger(request, method);
        List<String> address = Addresses.parts(path);
        Service service = services.get(address.get(0));
        if (service == null) {
            throw Refusal.bad("No such service: " + Fields.shown(address.get(0)));
        }
        if (!quotas.take(caller.actor(), service.costName())) {
            throw Refusal.tooManyCalls();
        }
        Service.Found found =
                service.find(method, address.subList(1, address.size()))
                        .orElseThrow(() -> nowhere(service, method));
        int company = caller.actor().companyId();
        Call call =
                new Call(
                        caller.actor(),
                        caller.byToken(),
                        found.keys(),
                        query,
                        new Body(request, () -> limit(company)));
        try {
            found.route().require(caller.actor());
            return found.route().answer(call);
        } finally {
            log(caller.actor(), call, request);
        }
    }

    private static Refusal nowhere(Service service, String method) {
        if (service.knows(method)) {
            return Refusal.invalidRequest();
        }
        return service.name().equals(LoginService.NAME)
                ? Refusal.wrongMethod(method, LoginService.NAME)
                : Refusal.bad("Invalid http method " + method + " for " + service.name());
    }

    /**
     * A browser that has once asked for name and password sends them along with whatever pages of
     * others make it send.
     */
    private static void requireNoStranger(HttpServletRequest request, String method) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (!method.equals("GET")
                && site != null
                && !site.equals("same-origin")
                && !site.equals("none")) {
            throw Refusal.bad("Calls from pages of other sites are not allowed");
        }
    }

    private int limit(int company) {
        return Math.max(
                0,
                Math.min(
                        Integer.MAX_VALUE - 10,
                        settings.intValue(
                                company, "restful.maxRestfulRequestDataSize", DEFAULT_LIMIT)));
    }

    /** Behind {@code /restful}, as it was sent. */
    private static String path(HttpServletRequest request) {
        return request.getRequestURI()
                .substring(request.getContextPath().length() + request.getServletPath().length());
    }

    /** What was done is done: a log that cannot be written is no reason to deny it. */
    private void log(Actor actor, Call call, HttpServletRequest request) {
        try {
            calls.record(
                    actor,
                    new RestCalls.Call(
                            request.getMethod(),
                            request.getRequestURI(),
                            call.description(),
                            Objects.requireNonNullElse(request.getHeader("Host"), "")));
        } catch (RuntimeException e) {
            LOG.warn("A call of REST could not be logged: {}", e.getMessage());
        }
    }
}
