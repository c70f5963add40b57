package org.openemm.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.account.Preferences;
import org.openemm.account.User;
import org.openemm.account.Users;
import org.openemm.i18n.Texts;
import org.openemm.web.access.CsrfToken;
import org.openemm.web.access.Sessions;

/**
 * What a page and its resource method need of the request: the user, texts in the user's language,
 * formats, menu, messages, links. One per request; not thread-safe. Resource methods get it with
 * {@code @Context Ui ui}, templates as parameter {@code ui}.
 */
public final class Ui {
    private final HttpServletRequest request;
    private final Frame frame;
    private final Optional<Users.Known> known;
    private final Locale locale;
    private final Formats formats;
    private Links links;
    private List<Menu.Section> menu;
    private Looks.Look look;
    private FormState form = FormState.FRESH;
    private String savedId = "";
    private String savedName = "";
    private Map<String, String> preferences;
    private News news;

    Ui(HttpServletRequest request, Frame frame, Optional<Users.Known> known) {
        this.request = request;
        this.frame = frame;
        this.known = known;
        this.locale =
                known.map(user -> user.user().locale())
                        .orElseGet(() -> Languages.of(request.getHeader("Accept-Language")));
        this.formats = Formats.of(known.map(Users.Known::user), locale);
        this.links = new Links(request.getRequestURI(), request.getQueryString());
    }

    /**
     * Who asks.
     *
     * @throws IllegalStateException on pages without login
     */
    public Actor actor() {
        return known.map(Users.Known::actor)
                .orElseThrow(() -> new IllegalStateException("Nobody is logged in"));
    }

    /** The user; empty on pages without login. */
    public Optional<User> user() {
        return known.map(Users.Known::user);
    }

    /** Languages of the product, each called by its own name. */
    public List<Option> languages() {
        return Languages.options();
    }

    /** Path and query of this page, to come back to it. */
    public String address() {
        return address(request);
    }

    /** One or two letters that stand for the user; empty on pages without login. */
    public String initials() {
        return user().map(User::displayName)
                .map(
                        name ->
                                Arrays.stream(name.strip().split("[\\s._-]+"))
                                        .filter(part -> !part.isEmpty())
                                        .map(
                                                part ->
                                                        part.substring(
                                                                0, part.offsetByCodePoints(0, 1)))
                                        .limit(2)
                                        .collect(Collectors.joining())
                                        .toUpperCase(locale))
                .orElse("");
    }

    public boolean may(String right) {
        return known.map(user -> user.actor().may(right)).orElse(false);
    }

    public Locale locale() {
        return locale;
    }

    /** A text in the user's language. */
    public String t(String key, Object... arguments) {
        return frame.texts().text(locale, key, arguments);
    }

    /**
     * A text that differs for one and many: keys {@code key.one} and {@code key.many}, number as
     * {0}.
     */
    public String plural(String key, long number) {
        return t(key + (number == 1 ? ".one" : ".many"), formats.number(number));
    }

    /** Dates, times and numbers as the user reads them. */
    public Formats format() {
        return formats;
    }

    /** The present moment. */
    public Instant now() {
        return frame.clock().instant();
    }

    /** Today in the user's zone. */
    public LocalDate today() {
        return format().today(frame.clock());
    }

    /** "2 hours ago", "in 3 days"; beyond a week the date. Use {@code @template.ui.when}. */
    public String relative(Instant then) {
        return RelativeTime.of(this, then, now());
    }

    /** Links to this page with other parameters. */
    public Links links() {
        return links;
    }

    /** Address of a bundled file, e.g. {@code style.css}. */
    public String asset(String name) {
        return frame.assets().address(name);
    }

    /** The menu as this user sees it. */
    public List<Menu.Section> menu() {
        if (menu == null) {
            menu =
                    known.map(user -> frame.menu().visibleTo(user.actor(), address(request)))
                            .orElse(List.of());
        }
        return menu;
    }

    /** Whether this user can open that screen from the menu: for shortcuts elsewhere. */
    public boolean hasScreen(String href) {
        return menu().stream()
                .flatMap(section -> section.entries().stream())
                .anyMatch(shown -> shown.entry().href().equals(href));
    }

    /** What the top bar tells. */
    public News news() {
        if (news == null) {
            news = known.map(user -> frame.news().of(user.actor())).orElse(News.NONE);
        }
        return news;
    }

    /** Warnings above every page, e.g. that mails stay in the built-in mailbox. */
    public List<Banner> banners() {
        return known.map(
                        user ->
                                frame.banners().stream()
                                        .flatMap(
                                                banner ->
                                                        banner
                                                                .show(user.user().companyId())
                                                                .stream())
                                        .toList())
                .orElse(List.of());
    }

    /** Logo, icon and colour of the user's company. */
    public Looks.Look look() {
        if (look == null) {
            look =
                    user().map(user -> frame.looks().of(user.companyId()))
                            .orElseGet(frame.looks()::ofStrangers);
        }
        return look;
    }

    /** How long this session lasts from now on if the user does nothing more. */
    public long sessionSeconds() {
        return Sessions.IDLE.toSeconds();
    }

    /** Token for forms; use {@code @template.ui.csrf(ui)}. */
    public String csrf() {
        return CsrfToken.of(request);
    }

    /** Action of a multipart form: the token travels in the address. */
    public String uploadAction(String path) {
        return path + (path.contains("?") ? "&" : "?") + CsrfToken.FIELD + "=" + csrf();
    }

    /** A short message on the next page. */
    public void flash(String key, Object... arguments) {
        Flash.add(request, new Flash(Flash.Kind.GOOD, t(key, arguments)));
    }

    /** A warning on the next page. */
    public void flashWarning(String key, Object... arguments) {
        Flash.add(request, new Flash(Flash.Kind.WARN, t(key, arguments)));
    }

    /**
     * A message on the next page with a button that takes the change back.
     *
     * @param undoAction address that the button posts to
     */
    public void flashUndo(String key, String undoAction, Object... arguments) {
        flashUndo(key, new Flash.Undo(undoAction, List.of()), arguments);
    }

    /** As {@link #flashUndo(String, String, Object...)} for many rows: fields {@code bulkIds}. */
    public void flashUndo(String key, Flash.Undo undo, Object... arguments) {
        Flash.add(request, new Flash(Flash.Kind.GOOD, t(key, arguments), undo));
    }

    /** Messages left by the request before; handed out once. */
    public List<Flash> flashes() {
        return Flash.take(request);
    }

    /** Whether htmx asks for a part of the page. */
    public boolean isPartial() {
        return request.getHeader("HX-Request") != null;
    }

    /** After a change: go to that page. */
    public Response redirect(String path) {
        if (!isPartial()) {
            return Response.status(Response.Status.SEE_OTHER).header("Location", path).build();
        }
        Response.ResponseBuilder answer = Response.noContent().header("HX-Redirect", path);
        return savedId.isEmpty()
                ? answer.build()
                : answer.header("X-Saved-Id", savedId).header("X-Saved-Name", savedName).build();
    }

    /**
     * Tells a picker that opened this form in a drawer what has been saved, so that it is chosen.
     */
    public void saved(Object id, String name) {
        savedId = inHeader(id.toString());
        savedName = inHeader(name);
    }

    private static String inHeader(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * After a change to rows of a list: back to the list, as the person sees it now. In place when
     * the request came from there.
     *
     * @param path of the list, with the parameters that say which one it is
     */
    public Response toList(String path) {
        String seen = Addresses.local(request.getHeader("HX-Current-URL"));
        boolean inPlace = isPartial() && Addresses.samePage(seen, path);
        return inPlace ? seeOther(seen) : redirect(path);
    }

    /** After a change of how a list is shown: to that address of ours, in place. */
    public Response backToList(String address) {
        return seeOther(Addresses.isOurs(address) ? address : "/");
    }

    private static Response seeOther(String address) {
        return Response.status(Response.Status.SEE_OTHER).header("Location", address).build();
    }

    /** What the session of this user keeps under the name; empty text for nothing. */
    public String remembered(String name) {
        Object value = request.getSession().getAttribute(memory(name));
        return value == null ? "" : value.toString();
    }

    /** Keeps a text as long as the session of this user. */
    public void remember(String name, String value) {
        request.getSession().setAttribute(memory(name), value);
    }

    private String memory(String name) {
        return "memory." + actor().id() + "." + name;
    }

    /** From here on as if the address of this page had that query. */
    public void restore(String query) {
        links = new Links(request.getRequestURI(), query);
    }

    /** What was typed before and what is wrong with it, when a form is shown again. */
    public FormState form() {
        return form;
    }

    /** What is wrong with a field, in words; empty when nothing is. */
    public Optional<String> error(String field) {
        return form.problems().stream()
                .filter(problem -> problem.field().equals(field))
                .map(this::say)
                .findFirst();
    }

    /** All that is wrong, in words. */
    public List<String> errors() {
        return form.problems().stream().map(this::say).distinct().toList();
    }

    /** A problem in the user's language. */
    public String say(InvalidInput.Problem problem) {
        return t(problem.key(), problem.arguments().toArray());
    }

    /** What was typed into the field before, else the given value. */
    public String value(String field, Object otherwise) {
        return form.value(field).orElse(otherwise == null ? "" : otherwise.toString());
    }

    /** Whether a box was ticked before, else the given value. */
    public boolean checked(String field, boolean otherwise) {
        return form.isFresh() ? otherwise : form.value(field).isPresent();
    }

    /** For {@code data-theme}: empty leaves it to the system. */
    public String theme() {
        return switch (user().map(User::theme).orElse(User.Theme.SYSTEM)) {
            case SYSTEM -> "";
            case LIGHT -> "light";
            case DARK -> "dark";
        };
    }

    /** Path and query of a request. */
    public static String address(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    /** Without the brand, which is in the database. */
    Ui withoutBrand() {
        look = Looks.ofProduct();
        return this;
    }

    HttpServletRequest request() {
        return request;
    }

    void show(FormState state) {
        form = state;
    }

    /** What the user has chosen about pages, see {@link Preferences}; empty text when nothing. */
    public String preference(String name) {
        if (preferences == null) {
            preferences = known.map(user -> frame.preferences().all(user.actor())).orElse(Map.of());
        }
        return preferences.getOrDefault(name, "");
    }

    /** Keeps a choice about pages; see {@link Preferences#set}. */
    public void prefer(String name, String value) {
        frame.preferences().set(actor(), name, value);
        preferences = null;
    }

    /** What is the same for all requests. */
    public record Frame(
            Texts texts,
            Assets assets,
            Menu menu,
            List<Banner.Source> banners,
            News.Source news,
            Preferences preferences,
            Looks looks,
            Clock clock) {}
}
