package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openemm.InvalidInput;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.target.FieldRule;
import org.openemm.target.RecipientFilter;
import org.openemm.target.RecipientFilters;
import org.openemm.target.TargetDraft;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.target.RuleHelp;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The filter of the list of recipients: lines, a rule, and a target group made of them. */
@Path("/recipient")
public final class RecipientFilterResource {
    private final RecipientFilters filters;
    private final ProfileFields fields;
    private final Targets targets;

    RecipientFilterResource(RecipientFilters filters, ProfileFields fields, Targets targets) {
        this.filters = filters;
        this.fields = fields;
        this.targets = targets;
    }

    /**
     * @param state other parts of the filter, kept as they are
     * @param words what the rule can be completed with
     */
    public record FilterPage(
            Map<String, String> state,
            List<FilterLine> lines,
            boolean any,
            String eql,
            String words) {}

    /**
     * @param eql the rule that the group gets
     * @param leaves whether list, status or type are left out, which a group cannot say
     */
    public record GroupPage(Map<String, String> state, String eql, boolean leaves) {}

    @GET
    @Path("filter.action")
    @Requires("recipient.show")
    public View filter(@Context Ui ui) {
        RecipientFilter filter = asked(ui);
        ProfileFieldCatalog catalog = fields.of(ui.actor());
        List<FilterLine> lines = new ArrayList<>();
        filter.rules().forEach(rule -> lines.add(FilterLine.of(ui, catalog, rule)));
        if (lines.isEmpty()) {
            lines.add(FilterLine.of(ui, catalog, "", "", "", ""));
        }
        return View.of("recipient/filter.jte", page(ui, filter, lines));
    }

    /**
     * One line again, with what fits to the field that was chosen; an empty one without a field.
     */
    @GET
    @Path("filterLine.action")
    @Requires("recipient.show")
    public View line(
            @Context Ui ui,
            @QueryParam("f") String column,
            @QueryParam("o") String operator,
            @QueryParam("m") String day,
            @QueryParam("v") String value) {
        return View.of(
                "recipient/filterline.jte",
                FilterLine.of(
                        ui,
                        fields.of(ui.actor()),
                        Objects.toString(column, ""),
                        Objects.toString(operator, ""),
                        Objects.toString(day, ""),
                        Objects.toString(value, "")));
    }

    @POST
    @Path("filter.action")
    @Requires("recipient.show")
    public Object apply(@Context Ui ui, Input input) {
        RecipientFilter state = FilterState.of(input::text);
        String eql = input.raw("eql").replace("\r\n", "\n").strip();
        boolean any = input.text("join").equals("any");
        if (input.find("more").isPresent()) {
            List<FilterLine> lines = lines(ui, input);
            lines.add(FilterLine.of(ui, fields.of(ui.actor()), "", "", "", ""));
            return View.of(
                    "recipient/filter.jte", page(ui, state.with(List.of(), any, eql), lines));
        }
        try {
            RecipientFilter filter = state.with(rules(input), any, eql);
            filters.query(ui.actor(), filter);
            return ui.redirect(FilterState.list(filter));
        } catch (InvalidInput e) {
            return View.of(
                            "recipient/filter.jte",
                            page(ui, state.with(List.of(), any, eql), lines(ui, input)))
                    .again(input, e);
        }
    }

    @GET
    @Path("createTargetGroup.action")
    @Requires("targets.change")
    public View group(@Context Ui ui) {
        return View.of("recipient/filtergroup.jte", groupPage(ui, asked(ui)));
    }

    @POST
    @Path("createTargetGroup.action")
    @Requires("targets.change")
    public Object saveGroup(@Context Ui ui, Input input) {
        RecipientFilter filter = FilterState.of(input::text);
        int id;
        try {
            id =
                    targets.save(
                            ui.actor(),
                            new TargetDraft(
                                    0,
                                    input.text("name"),
                                    input.text("description"),
                                    filters.eql(ui.actor(), filter)));
        } catch (InvalidInput e) {
            return View.of("recipient/filtergroup.jte", groupPage(ui, filter)).again(input, e);
        }
        ui.saved(id, input.text("name"));
        ui.flash("recipient.filter.group.saved", input.text("name"));
        return ui.redirect("/target/" + id + "/view.action");
    }

    private GroupPage groupPage(Ui ui, RecipientFilter filter) {
        return new GroupPage(
                FilterState.parameters(filter),
                filters.eql(ui.actor(), filter),
                filter.mailinglistId() != 0
                        || filter.status() != null
                        || filter.userType() != null);
    }

    private FilterPage page(Ui ui, RecipientFilter filter, List<FilterLine> lines) {
        Map<String, String> state = new LinkedHashMap<>(FilterState.parameters(filter));
        state.remove("rules");
        state.remove("eql");
        return new FilterPage(
                state,
                lines,
                filter.any(),
                filter.eql(),
                RuleHelp.of(targets.fields(ui.actor())).words());
    }

    /** An address that nobody wrote by hand is passed over rather than refused. */
    private static RecipientFilter asked(Ui ui) {
        try {
            return FilterState.of(ui.links()::parameter);
        } catch (InvalidInput e) {
            return RecipientFilter.NONE;
        }
    }

    private static List<FieldRule> rules(Input input) {
        List<FieldRule> rules = new ArrayList<>();
        for (String[] line : typed(input)) {
            if (!line[0].isEmpty()) {
                rules.add(FilterLine.rule(line[0], line[1], line[2], line[3]));
            }
        }
        return rules;
    }

    private List<FilterLine> lines(Ui ui, Input input) {
        ProfileFieldCatalog catalog = fields.of(ui.actor());
        List<FilterLine> lines = new ArrayList<>();
        for (String[] line : typed(input)) {
            lines.add(FilterLine.of(ui, catalog, line[0], line[1], line[2], line[3]));
        }
        return lines;
    }

    /** Each line has all four fields, empty where they say nothing. */
    private static List<String[]> typed(Input input) {
        List<String[]> lines = new ArrayList<>();
        List<String> columns = input.all("f");
        for (int i = 0; i < Math.min(columns.size(), RecipientFilter.MOST_RULES + 1); i++) {
            lines.add(
                    new String[] {
                        columns.get(i), at(input, "o", i), at(input, "m", i), at(input, "v", i)
                    });
        }
        return lines;
    }

    private static String at(Input input, String name, int place) {
        List<String> values = input.all(name);
        return place < values.size() ? values.get(place) : "";
    }
}
