package org.openemm.web.access;

import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.openemm.NotPermitted;
import org.openemm.account.Users;

/**
 * Lets a request through to its resource method when the method's rule allows it: finds the user of
 * the session, sends strangers to the login page and users with an initial password to the page
 * where they replace it.
 */
@Priority(Priorities.AUTHENTICATION)
public final class AccessFilter implements ContainerRequestFilter {
    /** Where users log in. */
    public static final String LOGIN = "/logon.action";

    /** Where users replace an initial or expired password. */
    public static final String NEW_PASSWORD = "/logon/password.action";

    /** Tells scripts where one logs in: they ask for the password in place. */
    public static final String LOGIN_HEADER = "X-Login";

    private final Users users;
    private final Sessions sessions;

    @Context private HttpServletRequest request;
    @Context private ResourceInfo resource;

    public AccessFilter(Users users, Sessions sessions) {
        this.users = users;
        this.sessions = sessions;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        Method method = resource.getResourceMethod();
        if (method.isAnnotationPresent(ForEveryone.class)) {
            return;
        }
        Optional<Users.Known> user = sessions.userOf(request);
        if (user.isEmpty()) {
            context.abortWith(askToLogIn(context));
            return;
        }
        sessions.sign(request);
        ForEveryUser open = method.getAnnotation(ForEveryUser.class);
        if (users.mustChangePassword(user.get().user())
                && (open == null || !open.withOldPassword())) {
            context.abortWith(goTo(NEW_PASSWORD));
            return;
        }
        Requires rule = method.getAnnotation(Requires.class);
        if (rule != null && Arrays.stream(rule.value()).noneMatch(user.get().actor()::may)) {
            throw new NotPermitted(String.join(" / ", rule.value()));
        }
    }

    private Response askToLogIn(ContainerRequestContext context) {
        if (isOfScript()) {
            return Response.status(Response.Status.UNAUTHORIZED)
                    .header(LOGIN_HEADER, LOGIN)
                    .build();
        }
        return goTo(loginAddress(context));
    }

    private boolean isOfScript() {
        return request.getHeader("HX-Request") != null
                || request.getHeader(CsrfToken.HEADER) != null
                || request.getHeader(Sessions.BACKGROUND) != null;
    }

    private Response goTo(String address) {
        if (isOfScript()) {
            return Response.status(Response.Status.UNAUTHORIZED)
                    .header("HX-Redirect", address)
                    .build();
        }
        return Response.status(Response.Status.SEE_OTHER).header("Location", address).build();
    }

    /** After the login the person goes on where the link pointed to; never repeats a change. */
    private String loginAddress(ContainerRequestContext context) {
        String path = request.getRequestURI();
        boolean worthReturning =
                context.getMethod().equals(HttpMethod.GET)
                        && request.getHeader("HX-Request") == null
                        && !path.equals("/");
        if (!worthReturning) {
            return LOGIN;
        }
        String query = request.getQueryString();
        String next = query == null ? path : path + "?" + query;
        return LOGIN + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }
}
