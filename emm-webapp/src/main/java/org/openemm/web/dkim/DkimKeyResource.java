package org.openemm.web.dkim;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import org.openemm.InvalidInput;
import org.openemm.dkim.DkimKey;
import org.openemm.dkim.DkimKeys;
import org.openemm.dkim.RecordCheck;
import org.openemm.dkim.Validity;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** One key: its record for DNS, when it may sign, its end. */
@Path("/administration/dkim/{id: [0-9]{1,9}}")
public final class DkimKeyResource {
    private final DkimKeys keys;

    DkimKeyResource(DkimKeys keys) {
        this.keys = keys;
    }

    /**
     * @param editable false for keys of the installation, and without the right
     * @param from first day; null: from the beginning
     * @param until last day; null: without end
     */
    public record KeyPage(DkimKey key, boolean editable, LocalDate from, LocalDate until) {}

    /**
     * The question before a deletion.
     *
     * @param unsigned whether mails of the domain leave without a signature afterwards
     */
    public record DeletePage(DkimKey key, boolean unsigned) {}

    @GET
    @Path("view.action")
    @Requires(DkimKeys.SHOW)
    public View view(@Context Ui ui, @PathParam("id") int id) {
        DkimKey key = keys.get(ui.actor(), id);
        Instant start = key.validity().start();
        Instant end = key.validity().end();
        return View.of(
                "dkim/view.jte",
                new KeyPage(
                        key,
                        ui.may(DkimKeys.CHANGE) && key.companyId() == ui.actor().companyId(),
                        start == null ? null : day(ui, start),
                        end == null ? null : day(ui, end.minusMillis(1))));
    }

    @POST
    @Path("check.action")
    @Requires(DkimKeys.SHOW)
    public Object check(@Context Ui ui, @PathParam("id") int id, Input input) {
        try {
            DkimKey key = keys.get(ui.actor(), id);
            RecordCheck check = keys.check(ui.actor(), id);
            String sentence = KeyLabels.sentence(ui, check);
            if (check.state() == RecordCheck.State.FITS) {
                ui.flash("dkim.checked", key.name().record(), sentence);
            } else {
                ui.flashWarning("dkim.checked", key.name().record(), sentence);
            }
        } catch (InvalidInput e) {
            return view(ui, id).again(input, e);
        }
        return input.flag("stay") ? ui.redirect(address(id)) : ui.toList(DkimListResource.LIST);
    }

    @POST
    @Path("validity.action")
    @Requires(DkimKeys.CHANGE)
    public Object validity(@Context Ui ui, @PathParam("id") int id, Input input) {
        try {
            keys.setValidity(
                    ui.actor(),
                    id,
                    new Validity(
                            input.date("from", ui.format()).map(day -> start(ui, day)).orElse(null),
                            input.date("until", ui.format())
                                    .map(day -> start(ui, day.plusDays(1)))
                                    .orElse(null)));
        } catch (InvalidInput e) {
            return view(ui, id).again(input, e);
        }
        ui.flash("dkim.validity.saved");
        return ui.redirect(address(id));
    }

    @GET
    @Path("confirmDelete.action")
    @Requires(DkimKeys.CHANGE)
    public View confirmDelete(@Context Ui ui, @PathParam("id") int id) {
        DkimKey key = keys.get(ui.actor(), id);
        return View.of(
                "dkim/delete.jte",
                new DeletePage(key, key.signs() && !keys.hasReserve(ui.actor(), id)));
    }

    @POST
    @Path("delete.action")
    @Requires(DkimKeys.CHANGE)
    public Response delete(@Context Ui ui, @PathParam("id") int id) {
        String name = keys.get(ui.actor(), id).name().record();
        keys.delete(ui.actor(), id);
        ui.flash("dkim.deleted", name);
        return ui.redirect(DkimListResource.LIST);
    }

    static String address(int id) {
        return "/administration/dkim/" + id + "/view.action";
    }

    static Instant start(Ui ui, LocalDate day) {
        return day.atStartOfDay(ui.format().zone()).toInstant();
    }

    private static LocalDate day(Ui ui, Instant moment) {
        return moment.atZone(ui.format().zone()).toLocalDate();
    }
}
