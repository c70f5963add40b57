package org.openemm.web.dashboard;

import java.util.List;
import java.util.Optional;
import org.openemm.account.Actor;
import org.openemm.dashboard.Attention;
import org.openemm.dashboard.Concern;
import org.openemm.dashboard.Tile;
import org.openemm.delivery.Progress;
import org.openemm.delivery.Sending;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.planning.PlannedMailing;
import org.openemm.planning.PlannedMailing.State;
import org.openemm.planning.Planning;
import org.openemm.statistics.ListGrowth;
import org.openemm.statistics.RecentMailing;
import org.openemm.statistics.RecentMailings;
import org.openemm.web.calendar.CalendarPage;
import org.openemm.web.calendar.CalendarView;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/** What is in the tiles. */
public final class Tiles {
    private static final int NEXT = 6;
    private static final int LAST = 5;
    private static final String REMEMBERED = "dashboard.growth";

    private final Attention attention;
    private final Planning planning;
    private final Sending sending;
    private final RecentMailings recent;
    private final ListGrowth growth;
    private final Mailinglists mailinglists;

    Tiles(
            Attention attention,
            Planning planning,
            Sending sending,
            RecentMailings recent,
            ListGrowth growth,
            Mailinglists mailinglists) {
        this.attention = attention;
        this.planning = planning;
        this.sending = sending;
        this.recent = recent;
        this.growth = growth;
        this.mailinglists = mailinglists;
    }

    /** What needs attention. */
    public record AttentionTile(List<Concern> concerns) {
        /** Whether nothing is wrong; what is only good to know does not count. */
        public boolean isFine() {
            return concerns.stream()
                    .allMatch(concern -> concern.kind().level() == Concern.Level.INFO);
        }
    }

    /** Mailings on their way and the ones that come next. */
    public record NextTile(List<Next> mailings) {
        /** Whether its figures change by themselves at the moment. */
        public boolean isMoving() {
            return mailings.stream().anyMatch(Next::isMoving);
        }
    }

    /**
     * A mailing that is sent next.
     *
     * @param progress of those on their way
     */
    public record Next(PlannedMailing mailing, Optional<Progress> progress) {
        public boolean isMoving() {
            return mailing.state() == State.SENT;
        }
    }

    /** The last mailings with their figures. */
    public record LastTile(List<RecentMailing> mailings) {}

    /** Whether a tile costs next to nothing, however many recipients there are. */
    boolean isQuick(Tile tile) {
        return tile != Tile.GROWTH && tile != Tile.LAST;
    }

    /**
     * @throws org.openemm.NotPermitted the tile is not for this user
     */
    Object content(Ui ui, Tile tile) {
        Actor actor = ui.actor();
        tile.require(actor);
        return switch (tile) {
            case ATTENTION -> new AttentionTile(attention.of(actor));
            case NEXT -> new NextTile(next(actor));
            case LAST -> new LastTile(recent.last(actor, LAST));
            case GROWTH -> growth(ui);
            case CALENDAR -> CalendarPage.of(ui, planning, CalendarView.FORTNIGHT, ui.today());
        };
    }

    /** Remembers what the tile of growth shows. */
    void chooseGrowth(Ui ui, String period, String list) {
        ui.prefer(REMEMBERED, GrowthChoice.read(period + ":" + list).text());
    }

    private List<Next> next(Actor actor) {
        return planning.next(actor, NEXT).stream()
                .map(
                        mailing ->
                                new Next(
                                        mailing,
                                        mailing.state() == State.SENT
                                                ? Optional.of(sending.progress(actor, mailing.id()))
                                                : Optional.empty()))
                .toList();
    }

    private GrowthTile growth(Ui ui) {
        GrowthChoice choice = GrowthChoice.read(ui.preference(REMEMBERED));
        List<Option> lists =
                mailinglists.all(ui.actor()).stream()
                        .map(list -> new Option(String.valueOf(list.id()), list.name()))
                        .toList();
        // A list that was deleted since is forgotten.
        boolean known =
                lists.stream().anyMatch(list -> list.value().equals(String.valueOf(choice.list())));
        int list = known ? choice.list() : 0;
        return new GrowthTile(
                choice.period(), list, lists, growth.of(ui.actor(), choice.period(), list));
    }
}
