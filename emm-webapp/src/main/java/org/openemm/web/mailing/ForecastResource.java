package org.openemm.web.mailing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.delivery.Forecast;
import org.openemm.delivery.Forecasts;
import org.openemm.delivery.SendOptions;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.Mailings;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.web.access.Requires;
import org.openemm.web.recipient.Labels;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Who gets a mailing, who does not and why, and what its mails are like. */
@Path("/mailing/send/{id: \\d+}")
public final class ForecastResource {
    private final Mailings mailings;
    private final Forecasts forecasts;
    private final ProfileFields fields;

    ForecastResource(Mailings mailings, Forecasts forecasts, ProfileFields fields) {
        this.mailings = mailings;
        this.forecasts = forecasts;
        this.fields = fields;
    }

    /**
     * A part of the page, counted after the page is there; a page of its own without scripts.
     *
     * @param forecast null when it cannot be counted
     * @param error why; null for nothing
     */
    public record ForecastPart(
            MailingHead head, Forecast forecast, ProfileFieldCatalog fields, String error) {

        /** What people call the field. */
        public String field(Ui ui, Forecast.Gap gap) {
            return fields.find(gap.field())
                    .map(field -> Labels.field(ui, field))
                    .orElse(gap.field());
        }

        /** From the list to the recipients, step by step. */
        public List<Step> steps(Ui ui) {
            List<Step> steps = new ArrayList<>();
            forecast.recipients()
                    .inOrder()
                    .forEach((reason, count) -> steps.add(new Step(ui.t(reason.key()), count)));
            return steps;
        }

        /** In words, as exact as it is known. */
        public String duration(Ui ui) {
            Duration time = forecast.duration();
            if (time == null) {
                return ui.t("mailing.forecast.duration.unknown");
            }
            return time.compareTo(Duration.ofMinutes(1)) < 0
                    ? ui.t("mailing.forecast.short")
                    : ui.format().duration(time);
        }

        /** Smallest and largest mail; one size when they hardly differ. */
        public String size(Ui ui) {
            String smallest = ui.format().bytes(forecast.sample().smallest());
            String largest = ui.format().bytes(forecast.sample().largest());
            return smallest.equals(largest)
                    ? largest
                    : ui.t("mailing.forecast.size.range", smallest, largest);
        }
    }

    /** Those who are left out for one reason. */
    public record Step(String reason, long count) {}

    @GET
    @Path("forecast.action")
    @Requires("mailing.send.show")
    public View forecast(@Context Ui ui, @PathParam("id") int id) {
        Mailing mailing = mailings.get(ui.actor(), id);
        Forecast forecast = null;
        String error = null;
        try {
            forecast = forecasts.of(ui.actor(), id, SendOptions.now());
        } catch (InvalidInput e) {
            error = ui.say(e.problems().get(0));
        }
        return View.of(
                ui.isPartial() ? "mailing/forecast.jte" : "mailing/forecastpage.jte",
                new ForecastPart(
                        MailingHead.of(ui, mailing, MailingHead.Page.SEND),
                        forecast,
                        fields.of(ui.actor()),
                        error));
    }
}
