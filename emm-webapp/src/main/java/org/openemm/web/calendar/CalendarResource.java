package org.openemm.web.calendar;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.planning.PlannedMailing;
import org.openemm.planning.Planning;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The planning calendar. */
@Path("/")
public final class CalendarResource {
    static final String PAGE = "/calendar.action";
    private static final String RIGHT = "calendar.show";
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2037;
    private final Planning planning;

    CalendarResource(Planning planning) {
        this.planning = planning;
    }

    /**
     * The question for another day.
     *
     * @param view the calendar to come back to
     * @param date the day it shows
     */
    public record MovePage(PlannedMailing mailing, LocalDate today, String view, String date) {}

    @GET
    @Path("calendar.action")
    @Requires(RIGHT)
    public View show(
            @Context Ui ui, @QueryParam("view") String view, @QueryParam("date") String date) {
        return View.of("calendar/calendar.jte", page(ui, view, date, null));
    }

    /** The question on its own page, or in a dialog. */
    @GET
    @Path("calendar/mailing/{id: \\d+}/move.action")
    @Requires("mailing.change")
    public View ask(
            @Context Ui ui,
            @PathParam("id") int id,
            @QueryParam("view") String view,
            @QueryParam("date") String date) {
        return View.of(
                ui.isPartial() ? "calendar/movedialog.jte" : "calendar/move.jte",
                movePage(ui, id, view, date));
    }

    /** Fields {@code mailing}, {@code date}; {@code view} and {@code shown}: where to go back. */
    @POST
    @Path("calendar/moveMailing.action")
    @Requires("mailing.change")
    public Object move(@Context Ui ui, Input input) {
        int id = input.integer("mailing");
        try {
            return answer(ui, input, planning.move(ui.actor(), id, day(ui, input)));
        } catch (InvalidInput e) {
            if (ui.isPartial()) {
                throw e;
            }
            return View.of(
                            "calendar/move.jte",
                            movePage(ui, id, input.text("view"), input.text("shown")))
                    .again(input, e);
        }
    }

    @POST
    @Path("calendar/mailing/{id: \\d+}/clearPlannedDate.action")
    @Requires("mailing.change")
    public Object clear(@Context Ui ui, @PathParam("id") int id, Input input) {
        return answer(ui, input, planning.clear(ui.actor(), id));
    }

    /**
     * Takes a move back.
     *
     * @param at the moment it was planned for; empty: none
     */
    @POST
    @Path("calendar/mailing/{id: \\d+}/restorePlannedDate.action")
    @Requires("mailing.change")
    public Object restore(
            @Context Ui ui,
            @PathParam("id") int id,
            @QueryParam("at") String at,
            @QueryParam("view") String view,
            @QueryParam("shown") String shown) {
        planning.plan(ui.actor(), id, moment(at));
        return answer(ui, page(ui, view, shown, null));
    }

    private Object answer(Ui ui, Input input, Planning.Moved moved) {
        return answer(ui, page(ui, input.text("view"), input.text("shown"), moved));
    }

    private static Object answer(Ui ui, CalendarPage page) {
        if (ui.isPartial()) {
            return View.of("calendar/changed.jte", page);
        }
        Planning.Moved moved = page.moved();
        if (moved == null) {
            ui.flash("calendar.restored");
        } else if (moved.after() == null) {
            ui.flashUndo("calendar.cleared", page.undo(), moved.name());
        } else {
            ui.flashUndo(
                    "calendar.moved", page.undo(), moved.name(), ui.format().date(moved.after()));
        }
        return ui.redirect(
                page.isTile() ? "/dashboard.action" : page.href(page.view(), page.day()));
    }

    private CalendarPage page(Ui ui, String view, String date, Planning.Moved moved) {
        return CalendarPage.of(
                ui,
                planning,
                CalendarView.of(view == null ? "" : view),
                shown(date).orElse(ui.today()),
                moved);
    }

    private MovePage movePage(Ui ui, int id, String view, String date) {
        return new MovePage(
                planning.get(ui.actor(), id),
                ui.today(),
                CalendarView.of(view == null ? "" : view).id(),
                shown(date).orElse(ui.today()).toString());
    }

    /** A day of a century or two; empty for everything else. */
    private static Optional<LocalDate> shown(String date) {
        try {
            return Optional.ofNullable(date)
                    .map(LocalDate::parse)
                    .filter(day -> day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static LocalDate day(Ui ui, Input input) {
        return input.date("date", ui.format())
                .orElseThrow(() -> new InvalidInput("date", "calendar.error.date"));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return text == null || text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new InvalidInput("at", "calendar.error.date");
        }
    }
}
