package org.openemm.web.statistics;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFields;
import org.openemm.statistics.Distribution;
import org.openemm.statistics.Growth;
import org.openemm.statistics.RecipientStatistics;
import org.openemm.target.Target;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.recipient.Csv;
import org.openemm.web.recipient.Labels;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** How recipients develop and what they are like. */
@Path("/statistics")
public final class RecipientStatisticsResource {
    static final String PAGE = "/statistics/recipient/view.action";
    private static final int REMARKS = 15;
    private static final int ALL_REMARKS = 50;
    private static final String DOMAINS = "stats.domains";

    /** Parameter that asks for the whole page at once. */
    private static final String ALL = "all";

    /** Different for everybody, or nearly: no evaluation. */
    private static final Set<String> UNIQUE = Set.of("customer_id", "email");

    private final RecipientStatistics statistics;
    private final Mailinglists mailinglists;
    private final Targets targets;
    private final ProfileFields fields;

    RecipientStatisticsResource(
            RecipientStatistics statistics,
            Mailinglists mailinglists,
            Targets targets,
            ProfileFields fields) {
        this.statistics = statistics;
        this.mailinglists = mailinglists;
        this.targets = targets;
        this.fields = fields;
    }

    @GET
    @Path("recipient/view.action")
    @Requires("stats.mailing")
    public View view(@Context Ui ui) {
        RecipientAsked asked = known(ui, RecipientAsked.of(ui.links()));
        return View.of(
                "statistics/recipients.jte",
                new RecipientFigures(
                        asked,
                        mailinglists.all(ui.actor()).stream()
                                .map(list -> Option.of(list.id(), list.name()))
                                .toList(),
                        usable(ui),
                        statistics.development(ui.actor(), asked.choice(), asked.period()),
                        statistics.statuses(ui.actor(), asked.choice()),
                        statistics.remarks(ui.actor(), asked.choice(), REMARKS),
                        statistics.countedAt(ui.actor(), asked.choice()).orElse(null),
                        ui.links().parameter(ALL).isEmpty() ? null : people(ui, asked)));
    }

    /** The part of the page that takes a while with very many recipients. */
    @GET
    @Path("recipient/people.action")
    @Requires("stats.mailing")
    public View people(@Context Ui ui) {
        return View.of(
                "statistics/people.jte", people(ui, known(ui, RecipientAsked.of(ui.links()))));
    }

    private RecipientPeople people(Ui ui, RecipientAsked asked) {
        return new RecipientPeople(
                asked,
                fields.of(ui.actor()).all().stream()
                        .filter(field -> !UNIQUE.contains(field.column()))
                        .map(field -> new Option(field.column(), Labels.field(ui, field)))
                        .toList(),
                statistics.formats(ui.actor(), asked.choice()),
                statistics.genders(ui.actor(), asked.choice()),
                ui.may(DOMAINS) ? domains(ui, asked) : null,
                asked.field().isEmpty() ? null : values(ui, asked));
    }

    /** The address by which domains are known. */
    @GET
    @Path("domain/view.action")
    @Requires(DOMAINS)
    public Response domainsPage(@Context Ui ui) {
        return ui.redirect(PAGE + "#domains");
    }

    /** Figures of a part of the page as a file. */
    @GET
    @Path("recipient/{part: development|status|remarks|formats|genders|domains|values}.csv")
    @Produces("text/csv; charset=UTF-8")
    @Requires("stats.mailing")
    public Response csv(@Context Ui ui, @PathParam("part") String part) {
        RecipientAsked asked = known(ui, RecipientAsked.of(ui.links()));
        return Response.ok('\ufeff' + lines(ui, asked, part))
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"recipients-" + part + ".csv\"")
                .build();
    }

    private String lines(Ui ui, RecipientAsked asked, String part) {
        return switch (part) {
            case "development" -> development(ui, asked);
            case "status" -> statuses(ui, asked);
            case "remarks" -> remarks(ui, asked);
            case "formats" ->
                    distribution(ui, part, statistics.formats(ui.actor(), asked.choice()));
            case "genders" ->
                    distribution(ui, part, statistics.genders(ui.actor(), asked.choice()));
            case "domains" -> distribution(ui, part, domains(ui, asked));
            default -> distribution(ui, part, values(ui, asked));
        };
    }

    private String development(Ui ui, RecipientAsked asked) {
        var development = statistics.development(ui.actor(), asked.choice(), asked.period());
        StringBuilder csv =
                new StringBuilder(
                        Csv.line(
                                ui.t("statistics.course.day"),
                                ui.t("statistics.recipients.size"),
                                ui.t("dashboard.growth.fresh"),
                                ui.t("dashboard.growth.optOuts"),
                                ui.t("dashboard.growth.bounces"),
                                ui.t("statistics.recipients.blocked")));
        List<Growth.Step> steps = development.growth().steps();
        for (int i = 0; i < steps.size(); i++) {
            Growth.Figures figures = steps.get(i).figures();
            csv.append(
                    Csv.line(
                            steps.get(i).start().toString(),
                            Long.toString(development.sizes().get(i)),
                            Long.toString(figures.fresh()),
                            Long.toString(figures.optOuts()),
                            Long.toString(figures.bounces()),
                            Long.toString(figures.blocked())));
        }
        return csv.toString();
    }

    private String statuses(Ui ui, RecipientAsked asked) {
        StringBuilder csv =
                new StringBuilder(
                        Csv.line(
                                ui.t("statistics.recipients.status"),
                                ui.t("statistics.recipients.number")));
        statistics
                .statuses(ui.actor(), asked.choice())
                .forEach(
                        (status, number) ->
                                csv.append(Csv.line(Labels.status(ui, status), number.toString())));
        return csv.toString();
    }

    private String remarks(Ui ui, RecipientAsked asked) {
        StringBuilder csv =
                new StringBuilder(
                        Csv.line(
                                ui.t("statistics.recipients.status"),
                                ui.t("statistics.recipients.remark"),
                                ui.t("statistics.recipients.number")));
        statistics
                .remarks(ui.actor(), asked.choice(), ALL_REMARKS)
                .forEach(
                        remark ->
                                csv.append(
                                        Csv.line(
                                                Labels.status(ui, remark.status()),
                                                remark.remark(),
                                                Long.toString(remark.recipients()))));
        return csv.toString();
    }

    private static String distribution(Ui ui, String part, Distribution distribution) {
        StringBuilder csv =
                new StringBuilder(
                        Csv.line(
                                ui.t("statistics.recipients." + part),
                                ui.t("statistics.recipients.number")));
        distribution
                .parts()
                .forEach(
                        one ->
                                csv.append(
                                        Csv.line(
                                                RecipientFigures.name(ui, part, one.value()),
                                                Long.toString(one.recipients()))));
        if (distribution.others() > 0) {
            csv.append(
                    Csv.line(
                            ui.t("statistics.recipients.others"),
                            Long.toString(distribution.others())));
        }
        return csv.toString();
    }

    private Distribution domains(Ui ui, RecipientAsked asked) {
        return statistics.domains(ui.actor(), asked.choice(), asked.topLevel(), asked.top());
    }

    private Distribution values(Ui ui, RecipientAsked asked) {
        return statistics.values(ui.actor(), asked.choice(), asked.field(), asked.most());
    }

    private List<Option> usable(Ui ui) {
        return targets.all(ui.actor()).stream()
                .filter(Target::valid)
                .map(target -> Option.of(target.id(), target.name()))
                .toList();
    }

    /** A field that was deleted since, or hidden from the user, is not evaluated. */
    private RecipientAsked known(Ui ui, RecipientAsked asked) {
        boolean usable =
                fields.of(ui.actor())
                        .column(asked.field())
                        .map(ProfileField::column)
                        .filter(column -> !UNIQUE.contains(column))
                        .isPresent();
        return usable || asked.field().isEmpty()
                ? asked
                : new RecipientAsked(
                        asked.choice(),
                        asked.period(),
                        asked.topLevel(),
                        asked.top(),
                        "",
                        asked.most());
    }
}
