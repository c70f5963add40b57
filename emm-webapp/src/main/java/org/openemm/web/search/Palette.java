package org.openemm.web.search;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openemm.web.help.Handbook;
import org.openemm.web.ui.Ui;

/**
 * Finds everything by a few letters. What the person chose lately comes first while nothing is
 * typed and counts more afterwards.
 */
final class Palette {
    /** Longer texts are cut: nothing has a longer name. */
    static final int MAX_TYPED = 200;

    private static final int RECENT = 6;
    private static final int LATEST = 4;
    private static final int MOST_HELP = 3;
    private static final int FAVOUR = 25;
    private static final int MOST_FAVOUR = 100;

    private final Things things;
    private final Handbook handbook;
    private final Clock clock;

    Palette(Things things, Handbook handbook, Clock clock) {
        this.things = things;
        this.handbook = handbook;
        this.clock = clock;
    }

    /** Notes that the user chose something; what is no key changes nothing. */
    void choose(Ui ui, String key) {
        ui.prefer(Chosen.PREFERENCE, chosen(ui).plus(key, clock.instant()).text());
    }

    /**
     * @param typed empty: what was chosen lately, and where people begin
     * @param limit hits of one kind
     */
    List<Group> find(Ui ui, String typed, int limit) {
        Matcher matcher = new Matcher(typed);
        if (matcher.words().isEmpty()) {
            return beginning(ui);
        }
        Map<String, Double> weights = chosen(ui).weights(clock.instant());
        return Stream.of(
                        Places.find(ui, matcher, limit),
                        things.find(ui, matcher, typed, limit),
                        List.of(help(ui, matcher, limit)))
                .flatMap(List::stream)
                .filter(group -> !group.hits().isEmpty())
                .map(group -> favoured(group, weights))
                .sorted(Comparator.comparingInt(Group::best).reversed())
                .toList();
    }

    private List<Group> beginning(Ui ui) {
        List<Hit> recent = recent(ui);
        List<String> shown = recent.stream().map(Hit::key).toList();
        List<Hit> first =
                Places.first(ui).stream().filter(hit -> !shown.contains(hit.key())).toList();
        List<Hit> latest =
                things.latest(ui, LATEST).stream()
                        .filter(hit -> !shown.contains(hit.key()))
                        .toList();
        return Stream.of(
                        new Group("recent", recent, ""),
                        new Group("begin", first, ""),
                        new Group("latest", latest, ""))
                .filter(group -> !group.hits().isEmpty())
                .toList();
    }

    private List<Hit> recent(Ui ui) {
        List<String> keys = chosen(ui).best(clock.instant());
        Map<String, Hit> hits = new LinkedHashMap<>();
        things.of(ui, keys).forEach(hit -> hits.put(hit.key(), hit));
        return keys.stream()
                .flatMap(
                        key ->
                                Optional.ofNullable(hits.get(key))
                                        .or(() -> Places.of(ui, key))
                                        .or(() -> help(ui, key))
                                        .stream())
                .limit(RECENT)
                .toList();
    }

    /** Behind what the words themselves lead to: whoever wants help, adds a word of its title. */
    private Group help(Ui ui, Matcher matcher, int limit) {
        List<Hit> hits =
                handbook.all(ui.locale()).stream()
                        .flatMap(
                                page ->
                                        matcher.in(page.title(), ui.t("help.title")).stream()
                                                .map(match -> help(page, match)))
                        .map(hit -> hit.withScore(hit.score() / 4))
                        .toList();
        return new Group("help", Places.best(hits, Math.min(limit, MOST_HELP)), "");
    }

    private Optional<Hit> help(Ui ui, String key) {
        return handbook.all(ui.locale()).stream()
                .map(page -> help(page, new Matcher("").anyhow(page.title())))
                .filter(hit -> hit.key().equals(key))
                .findFirst();
    }

    private static Hit help(Handbook.HelpText page, Matcher.Match match) {
        return Hit.page("help:" + page.path(), "circle-help", match, "", page.href());
    }

    private static Chosen chosen(Ui ui) {
        return Chosen.read(ui.preference(Chosen.PREFERENCE));
    }

    private static Group favoured(Group group, Map<String, Double> weights) {
        List<Hit> hits = new ArrayList<>();
        for (Hit hit : group.hits()) {
            double weight = weights.getOrDefault(hit.key(), 0.0);
            int favour = (int) Math.min(MOST_FAVOUR, FAVOUR * weight);
            hits.add(hit.withScore(hit.score() + favour));
        }
        return new Group(group.name(), Places.best(hits, hits.size()), group.all());
    }
}
