package org.openemm.web.mailloop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.mailloop.AnswerMailing;
import org.openemm.mailloop.Filter;
import org.openemm.mailloop.FilterDraft;
import org.openemm.mailloop.FilterFigures;
import org.openemm.mailloop.FilterPage;
import org.openemm.mailloop.FilterQuery;
import org.openemm.mailloop.Filters;
import org.openemm.mailloop.MailSubscription;
import org.openemm.subscription.QuestionWords;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** Filters: list, one, deletion. */
@Path("/administration/bounce")
public final class FilterResource {
    static final String LIST = "/administration/bounce/list.action";

    private final Filters filters;
    private final FilterFigures figures;
    private final Mailinglists mailinglists;
    private final QuestionWords words = new QuestionWords();

    FilterResource(Filters filters, FilterFigures figures, Mailinglists mailinglists) {
        this.filters = filters;
        this.figures = figures;
        this.mailinglists = mailinglists;
    }

    /**
     * @param domain of the generated addresses; empty: none is set
     * @param figures by number of the filter
     */
    public record ListPage(
            List<Tab> tabs,
            Table table,
            List<Filter> filters,
            String domain,
            Map<Integer, FilterFigures.Figure> figures,
            Paging paging) {}

    /**
     * @param id 0 for a new one
     * @param domain of the generated addresses; empty: none is set
     * @param mailings that can answer, the chosen one included
     * @param asleep the mailing that should answer is not active any more
     * @param lists that a mail can subscribe to
     * @param gone the list to subscribe to was deleted
     * @param question what asks to confirm, as long as the fields are empty
     * @param figure null while nothing came in
     */
    public record EditPage(
            int id,
            FilterDraft draft,
            String domain,
            List<Option> mailings,
            boolean asleep,
            List<Option> lists,
            boolean gone,
            Question question,
            boolean editable,
            FilterFigures.Figure figure) {

        /** Whether the question is in other words than the product's. */
        public boolean ownWords() {
            MailSubscription subscription = draft.subscription();
            return !subscription.subject().isEmpty() || !subscription.text().isEmpty();
        }

        /** Empty for a new filter and without a domain. */
        public String address() {
            return id == 0 ? "" : Filters.address(id, domain);
        }

        /** Whether mail servers elsewhere can find the domain. */
        public boolean reachable() {
            return domain.contains(".");
        }
    }

    /** The product's own words. */
    public record Question(String subject, String text) {}

    @GET
    @Path("list.action")
    @Requires("mailloop.show")
    public View list(@Context Ui ui) {
        Table table = table(ui);
        FilterPage page =
                filters.page(
                        ui.actor(),
                        new FilterQuery(
                                table.query(),
                                sort(table.sort()),
                                table.descending(),
                                ui.links().page(),
                                table.size()));
        return View.of(
                "mailloop/list.jte",
                new ListPage(
                        MailloopScreens.tabs(ui, LIST),
                        table,
                        page.filters(),
                        filters.domain(ui.actor()),
                        figures.of(ui.actor()),
                        Paging.numbered(ui, table.size(), page.total())));
    }

    @GET
    @Path("new.action")
    @Requires("mailloop.change")
    public View create(@Context Ui ui) {
        return edit(
                ui,
                0,
                FilterDraft.named("", "")
                        .withSubscription(
                                new MailSubscription(
                                        false, 0, 0, ui.actor().locale().getLanguage(), "", "")));
    }

    @GET
    @Path("{id: [0-9]{1,9}}/view.action")
    @Requires("mailloop.show")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        return edit(ui, id, filters.get(ui.actor(), id).settings());
    }

    @POST
    @Path("save.action")
    @Requires("mailloop.change")
    public Object save(@Context Ui ui, Input input) {
        int id = input.integer("id", 0);
        FilterDraft draft = draft(ui, id, input);
        int saved = id;
        try {
            if (id == 0) {
                saved = filters.create(ui.actor(), draft);
            } else {
                filters.update(ui.actor(), id, draft);
            }
        } catch (InvalidInput e) {
            View page = id == 0 ? create(ui) : view(ui, id);
            return page.again(input, e);
        }
        ui.flash(id == 0 ? "mailloop.created" : "mailloop.saved", draft.name());
        return ui.redirect("/administration/bounce/" + saved + "/view.action");
    }

    @POST
    @Path("{id: [0-9]{1,9}}/delete.action")
    @Requires("mailloop.delete")
    public Response delete(@Context Ui ui, @PathParam("id") int id) {
        String name = filters.get(ui.actor(), id).name();
        filters.delete(ui.actor(), id);
        ui.flashUndo("mailloop.deleted", "/administration/bounce/" + id + "/restore.action", name);
        return ui.toList(LIST);
    }

    @POST
    @Path("{id: [0-9]{1,9}}/restore.action")
    @Requires("mailloop.delete")
    public Response restore(@Context Ui ui, @PathParam("id") int id) {
        try {
            filters.restore(ui.actor(), id);
            ui.flash("mailloop.restored", filters.get(ui.actor(), id).name());
        } catch (InvalidInput e) {
            ui.flashWarning("mailloop.notRestored", ui.say(e.problems().get(0)));
        }
        return ui.toList(LIST);
    }

    private View edit(Ui ui, int id, FilterDraft draft) {
        List<AnswerMailing> active = filters.answerMailings(ui.actor());
        int chosen = draft.answering() ? draft.answerMailingId() : 0;
        boolean asleep =
                chosen != 0 && active.stream().noneMatch(mailing -> mailing.id() == chosen);
        List<Option> options =
                new ArrayList<>(
                        active.stream()
                                .map(mailing -> Option.of(mailing.id(), mailing.name()))
                                .toList());
        if (asleep) {
            options.add(Option.of(chosen, ui.t("mailloop.answer.asleep", chosen)));
        }
        List<Mailinglist> lists = mailinglists.all(ui.actor());
        MailSubscription subscription = draft.subscription();
        boolean gone =
                subscription.on()
                        && lists.stream()
                                .noneMatch(list -> list.id() == subscription.mailinglistId());
        String language = id == 0 ? ui.actor().locale().getLanguage() : subscription.language();
        return View.of(
                "mailloop/edit.jte",
                new EditPage(
                        id,
                        draft,
                        filters.domain(ui.actor()),
                        options,
                        asleep,
                        lists.stream().map(list -> Option.of(list.id(), list.name())).toList(),
                        gone,
                        new Question(words.subject(language), words.text(language)),
                        ui.may(Filters.RIGHT_CHANGE),
                        id == 0 ? null : figures.of(ui.actor()).get(id)));
    }

    /** What the page does not show stays as it is. */
    private FilterDraft draft(Ui ui, int id, Input input) {
        FilterDraft old =
                id == 0 ? FilterDraft.named("", "") : filters.get(ui.actor(), id).settings();
        return new FilterDraft(
                        input.text("name"),
                        input.text("description"),
                        FilterDraft.split(input.raw("addresses")),
                        false,
                        "",
                        false,
                        0,
                        new MailSubscription(
                                input.integer("mailinglist", 0) != 0,
                                input.integer("mailinglist", 0),
                                old.subscription().formId(),
                                input.text("confirmLanguage"),
                                input.text("confirmSubject"),
                                input.raw("confirmText")))
                .withForward(input.text("forward"))
                .withAnswer(input.integer("answerMailing", 0));
    }

    private static FilterQuery.Sort sort(String column) {
        return switch (column) {
            case "address" -> FilterQuery.Sort.ADDRESS;
            case "changed" -> FilterQuery.Sort.CHANGED;
            default -> FilterQuery.Sort.NAME;
        };
    }

    private static Table table(Ui ui) {
        return TableSpec.named(TableName.FILTERS)
                .columns(
                        Column.text("name", ui.t("mailloop.name")).sorts().asTitle(),
                        Column.email("address", ui.t("mailloop.address")).sorts(),
                        Column.email("replies", ui.t("mailloop.replies")),
                        Column.date("last", ui.t("mailloop.last")),
                        Column.number("recent", ui.t("mailloop.recent")),
                        Column.date("changed", ui.t("mailloop.changed")).sorts().onDemand())
                .sortedBy("name", false)
                .search(ui.t("mailloop.search"))
                .open(ui);
    }
}
