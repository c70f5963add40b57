package org.openemm.web.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openemm.web.ui.Menu;
import org.openemm.web.ui.Ui;

/** Screens of the menu and commands. */
final class Places {
    private static final String SCREEN = "screen:";

    private Places() {}

    static List<Group> find(Ui ui, Matcher matcher, int limit) {
        Set<String> commanded = new HashSet<>();
        List<Hit> commands = new ArrayList<>();
        for (Command command : Commands.of(ui)) {
            hit(ui, command, title -> matcher.in(title, words(ui, command.name())))
                    .ifPresent(
                            hit -> {
                                commands.add(hit);
                                commanded.add(hit.href());
                            });
        }
        List<Hit> screens =
                screens(
                                ui,
                                (title, href, section) ->
                                        matcher.in(title, section + " " + words(ui, wordsOf(href))))
                        .filter(hit -> !commanded.contains(hit.href()))
                        .toList();
        return List.of(
                new Group("screens", best(screens, limit), ""),
                new Group("commands", best(commands, limit), ""));
    }

    /** What is offered before anything is typed. */
    static List<Hit> first(Ui ui) {
        Matcher nothing = new Matcher("");
        return Commands.first(ui).stream()
                .flatMap(
                        command ->
                                hit(ui, command, title -> Optional.of(nothing.anyhow(title)))
                                        .stream())
                .toList();
    }

    /** The screen or command of a key, when it is still there for this user. */
    static Optional<Hit> of(Ui ui, String key) {
        Matcher nothing = new Matcher("");
        Stream<Hit> commands =
                Commands.of(ui).stream()
                        .flatMap(
                                command ->
                                        hit(
                                                ui,
                                                command,
                                                title -> Optional.of(nothing.anyhow(title)))
                                                .stream());
        return Stream.concat(
                        commands,
                        screens(ui, (title, href, section) -> Optional.of(nothing.anyhow(title))))
                .filter(hit -> hit.key().equals(key))
                .findFirst();
    }

    static List<Hit> best(List<Hit> hits, int limit) {
        return hits.stream()
                .sorted(Comparator.comparingInt(Hit::score).reversed())
                .limit(limit)
                .toList();
    }

    @FunctionalInterface
    private interface Fit {
        Optional<Matcher.Match> of(String title, String href, String section);
    }

    private static Stream<Hit> screens(Ui ui, Fit fit) {
        return ui.menu().stream()
                .flatMap(
                        section ->
                                section.entries().stream()
                                        .map(Menu.Shown::entry)
                                        .flatMap(
                                                entry -> screen(ui, section, entry, fit).stream()));
    }

    private static Optional<Hit> screen(Ui ui, Menu.Section section, Menu.Entry entry, Fit fit) {
        String own = ui.t(entry.key());
        String part = section.titleKey().isEmpty() ? "" : ui.t(section.titleKey());
        String title = isElsewhere(ui, own, entry) ? part + " › " + own : own;
        return fit.of(title, entry.href(), part)
                .map(
                        match ->
                                Hit.page(
                                        SCREEN + entry.href(),
                                        entry.icon(),
                                        match,
                                        title.startsWith(part) ? "" : part,
                                        entry.href()));
    }

    /** Several sections may have an "Overview": then the section is part of the name. */
    private static boolean isElsewhere(Ui ui, String title, Menu.Entry entry) {
        return ui.menu().stream()
                .flatMap(section -> section.entries().stream())
                .map(Menu.Shown::entry)
                .anyMatch(other -> other != entry && ui.t(other.key()).equals(title));
    }

    private static Optional<Hit> hit(
            Ui ui, Command command, Function<String, Optional<Matcher.Match>> fit) {
        return fit.apply(ui.t("search.command." + command.name()))
                .map(
                        match ->
                                new Hit(
                                        command.key(),
                                        command.icon(),
                                        match.parts(),
                                        "",
                                        command.href(),
                                        command.post(),
                                        match.score()));
    }

    /** Other words that people use for a screen: its folder names them in the texts. */
    private static String wordsOf(String href) {
        return href.replaceFirst("\\.action.*", "").substring(1).replace('/', '-');
    }

    private static String words(Ui ui, String name) {
        String key = "search.words." + name;
        String words = ui.t(key);
        return words.contains(key) ? "" : words;
    }
}
