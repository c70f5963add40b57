package org.openemm.web.target;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.target.RuleEditing;
import org.openemm.target.Target;
import org.openemm.target.TargetChanged;
import org.openemm.target.TargetDraft;
import org.openemm.target.TargetUse;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** One target group: settings, what uses it, deletion. */
@Path("/target")
public final class TargetResource {
    private final Targets targets;
    private final RuleEditing editing;

    TargetResource(Targets targets, RuleEditing editing) {
        this.targets = targets;
        this.editing = editing;
    }

    /**
     * The editor.
     *
     * @param id 0 for a new group
     * @param usable false when the stored rule is marked invalid
     * @param editable whether this user may save it
     * @param version handed back with a change, to notice others
     * @param clash what somebody else saved meanwhile
     */
    public record TargetEditPage(
            int id,
            String title,
            TargetDraft draft,
            boolean locked,
            boolean usable,
            boolean deleted,
            boolean editable,
            RuleWords words,
            RuleHelp help,
            List<RuleExamples.Example> examples,
            List<TargetUse> uses,
            List<Tab> tabs,
            String version,
            Optional<Clash> clash) {}

    /** Two versions of a group: what was to be saved, and what somebody else saved. */
    public record Clash(TargetDraft mine, Target theirs) {}

    /** What uses a group. */
    public record TargetUsesPage(Target target, List<TargetUse> uses, List<Tab> tabs) {}

    /** The question before a deletion. */
    public record TargetDeletePage(Target target, List<TargetUse> uses) {}

    @GET
    @Path("create.action")
    @Requires("targets.change")
    public View create(@Context Ui ui) {
        return editor(ui, new TargetDraft(0, "", "", ""), ui.t("target.edit.new"));
    }

    @GET
    @Path("{id: [0-9]{1,9}}/copy.action")
    @Requires("targets.change")
    public View copy(@Context Ui ui, @PathParam("id") int id) {
        Target target = targets.get(ui.actor(), id);
        TargetDraft copy =
                new TargetDraft(
                        0,
                        ui.t("target.edit.copyOf", target.name()),
                        target.description(),
                        target.eql(),
                        target.adminTest());
        return editor(ui, copy, ui.t("target.edit.new"));
    }

    @GET
    @Path("{id: [0-9]{1,9}}/view.action")
    @Requires("targets.show")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        return view(ui, targets.get(ui.actor(), id), Optional.empty());
    }

    private View view(Ui ui, Target target, Optional<Clash> clash) {
        int id = target.id();
        return View.of(
                "target/edit.jte",
                new TargetEditPage(
                        id,
                        target.name(),
                        target.draft(),
                        target.locked(),
                        target.valid(),
                        target.deleted(),
                        ui.may("targets.change") && !target.locked() && !target.deleted(),
                        RuleWords.of(ui, editing),
                        RuleHelp.of(targets.fields(ui.actor())),
                        RuleExamples.of(ui, targets.fields(ui.actor())),
                        targets.uses(ui.actor(), id),
                        tabs(ui, id, "settings"),
                        target.version(),
                        clash));
    }

    @POST
    @Path("{id: [0-9]{1,9}}/save.action")
    @Requires("targets.change")
    public Object save(@Context Ui ui, @PathParam("id") int id, Input input) {
        TargetDraft draft =
                new TargetDraft(
                        id,
                        input.text("name"),
                        input.text("description"),
                        RuleResource.eql(input),
                        input.flag("adminTest"));
        int saved;
        try {
            saved = targets.save(ui.actor(), draft, input.text("version"));
        } catch (TargetChanged e) {
            return view(ui, e.stored(), Optional.of(new Clash(draft, e.stored())))
                    .again(input, new InvalidInput("", "target.conflict"));
        } catch (InvalidInput e) {
            View page = id == 0 ? create(ui) : view(ui, id);
            return page.again(input, e);
        }
        ui.saved(saved, input.text("name"));
        ui.flash("target.saved");
        return ui.redirect("/target/" + saved + "/view.action");
    }

    @GET
    @Path("{id: [0-9]{1,9}}/dependents.action")
    @Requires("targets.show")
    public View dependents(@Context Ui ui, @PathParam("id") int id) {
        return View.of(
                "target/uses.jte",
                new TargetUsesPage(
                        targets.get(ui.actor(), id),
                        targets.uses(ui.actor(), id),
                        tabs(ui, id, "uses")));
    }

    @GET
    @Path("{id: [0-9]{1,9}}/confirm/delete.action")
    @Requires("targets.delete")
    public View confirmDelete(@Context Ui ui, @PathParam("id") int id) {
        return View.of(
                "target/delete.jte",
                new TargetDeletePage(targets.get(ui.actor(), id), targets.uses(ui.actor(), id)));
    }

    @POST
    @Path("delete.action")
    @Requires("targets.delete")
    public Object delete(@Context Ui ui, Input input) {
        int id = input.integer("id");
        String name = targets.get(ui.actor(), id).name();
        try {
            targets.delete(ui.actor(), id);
        } catch (InvalidInput e) {
            return confirmDelete(ui, id).again(input, e);
        }
        ui.flashUndo("target.deleted", "/target/" + id + "/restore.action", name);
        return ui.redirect(TargetListResource.LIST);
    }

    private View editor(Ui ui, TargetDraft draft, String title) {
        return View.of(
                "target/edit.jte",
                new TargetEditPage(
                        0,
                        title,
                        draft,
                        false,
                        true,
                        false,
                        true,
                        RuleWords.of(ui, editing),
                        RuleHelp.of(targets.fields(ui.actor())),
                        RuleExamples.of(ui, targets.fields(ui.actor())),
                        List.of(),
                        List.of(),
                        "",
                        Optional.empty()));
    }

    /**
     * @param shown settings, stats or uses
     */
    static List<Tab> tabs(Ui ui, int id, String shown) {
        String path = "/target/" + id;
        return List.of(
                new Tab(
                        ui.t("target.tab.settings"),
                        path + "/view.action",
                        shown.equals("settings")),
                new Tab(ui.t("target.tab.stats"), path + "/stats.action", shown.equals("stats")),
                new Tab(
                        ui.t("target.tab.uses"),
                        path + "/dependents.action",
                        shown.equals("uses")));
    }
}
