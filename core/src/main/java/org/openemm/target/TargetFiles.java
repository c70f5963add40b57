package org.openemm.target;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.eql.EqlIds;

/**
 * Target groups as a file, and from a file. Numbers in rules are told by name: what has the same
 * name here takes their place. Thread-safe.
 */
public final class TargetFiles {
    private static final int MAX_NAME = 100;

    private final Database database;
    private final Targets targets;
    private final TargetFavorites favorites;
    private final ActivityLog log;

    public TargetFiles(
            Database database, Targets targets, TargetFavorites favorites, ActivityLog log) {
        this.database = database;
        this.targets = targets;
        this.favorites = favorites;
        this.log = log;
    }

    /** What is done with a group whose name there is here already. */
    public enum Conflict {
        /** The one that is here stays, the other is not imported. */
        SKIP,
        /** The imported one gets a number behind its name. */
        RENAME,
        /** The one that is here gets rule, description and marks of the file. */
        REPLACE
    }

    /**
     * A group of a file.
     *
     * @param place in the file, from 0
     * @param eql the rule with the numbers that things have here
     * @param existing id of the group of the same name here, 0 for none
     * @param missing what the rule needs and nothing here has the name of, in words
     * @param problems what else is wrong with it; it is not imported then
     */
    public record Preview(
            int place,
            String name,
            String description,
            String eql,
            int existing,
            List<Missing> missing,
            List<InvalidInput.Problem> problems) {
        /** Whether it can be imported. */
        public boolean isGood() {
            return missing.isEmpty() && problems.isEmpty();
        }
    }

    /**
     * @param name empty where the file does not say
     */
    public record Missing(EqlIds.Kind kind, int id, String name) {}

    /**
     * What came of an import.
     *
     * @param skipped names that were there already
     */
    public record Outcome(List<Integer> created, List<Integer> replaced, List<String> skipped) {}

    /**
     * The groups as text of a file. Right: targets.show.
     *
     * @throws NotFound one of them is not there
     * @throws InvalidInput one is a part of a list, without a rule
     */
    public String export(Actor actor, Collection<Integer> ids) {
        actor.require("targets.show");
        Set<Integer> stars = favorites.of(actor);
        return database.inTransaction(
                tx -> {
                    TargetNames names = new TargetNames(tx, actor.companyId());
                    List<TargetFile.Group> groups = new ArrayList<>();
                    Set<TargetFile.Name> called = new LinkedHashSet<>();
                    for (int id : new LinkedHashSet<>(ids)) {
                        Target target = targets.get(tx, actor, id);
                        groups.add(
                                new TargetFile.Group(
                                        target.name(),
                                        target.description(),
                                        target.eql(),
                                        target.adminTest(),
                                        target.locked(),
                                        stars.contains(id)));
                        for (EqlIds.Id one : EqlIds.of(target.eql())) {
                            called.add(
                                    new TargetFile.Name(
                                            word(one.kind()),
                                            one.id(),
                                            one.mailing(),
                                            names.name(one).orElse("")));
                        }
                    }
                    log.record(tx, actor, "export target groups", groups.size() + " groups");
                    return new TargetFile(
                                    TargetFile.FORMAT,
                                    TargetFile.VERSION,
                                    groups,
                                    List.copyOf(called))
                            .written();
                });
    }

    /**
     * What is in a file, and how it fits here. Changes nothing.
     *
     * @throws InvalidInput field {@code file}: not such a file
     */
    public List<Preview> look(Actor actor, String text) {
        actor.require("targets.change");
        TargetFile file = TargetFile.read(text);
        return database.inTransaction(tx -> new Reading(tx, actor, file).all());
    }

    /**
     * Imports groups of a file, all or none of them. Right: targets.change.
     *
     * @param places of the groups that are wanted; those that cannot be imported are refused
     * @throws InvalidInput with what is wrong
     */
    public Outcome load(Actor actor, String text, Set<Integer> places, Conflict conflict) {
        actor.require("targets.change");
        TargetFile file = TargetFile.read(text);
        return database.inTransaction(
                tx -> {
                    Outcome outcome =
                            new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
                    Reading reading = new Reading(tx, actor, file);
                    for (int place : reading.order()) {
                        if (places.contains(place)) {
                            load(tx, actor, file, reading.one(place), conflict, outcome);
                        }
                    }
                    if (outcome.created().isEmpty()
                            && outcome.replaced().isEmpty()
                            && outcome.skipped().isEmpty()) {
                        throw new InvalidInput("groups", "error.target.file.nothing");
                    }
                    return outcome;
                });
    }

    private void load(
            Transaction tx,
            Actor actor,
            TargetFile file,
            Preview preview,
            Conflict conflict,
            Outcome outcome) {
        if (!preview.isGood()) {
            throw new InvalidInput("groups", "error.target.file.group", preview.name());
        }
        if (preview.existing() != 0 && conflict == Conflict.SKIP) {
            outcome.skipped().add(preview.name());
            return;
        }
        boolean replace = preview.existing() != 0 && conflict == Conflict.REPLACE;
        String name =
                preview.existing() != 0 && !replace
                        ? free(tx, actor, preview.name())
                        : preview.name();
        TargetFile.Group group = file.groups().get(preview.place());
        int id =
                targets.save(
                        tx,
                        actor,
                        new TargetDraft(
                                replace ? preview.existing() : 0,
                                name,
                                preview.description(),
                                preview.eql(),
                                group.adminTest()));
        if (group.locked() && actor.may("targets.lock")) {
            targets.setLocked(tx, actor, id, true);
        }
        (replace ? outcome.replaced() : outcome.created()).add(id);
    }

    /** The name with the first number that makes it a new one. */
    private static String free(Transaction tx, Actor actor, String name) {
        TargetNames names = new TargetNames(tx, actor.companyId());
        for (int number = 2; ; number++) {
            String end = " (" + number + ")";
            String start =
                    name.substring(
                            0, name.offsetByCodePoints(0, room(name, MAX_NAME - end.length())));
            String candidate = start.strip() + end;
            if (names.id(EqlIds.Kind.TARGET, candidate, 0).isEmpty()) {
                return candidate;
            }
        }
    }

    private static int room(String name, int most) {
        return Math.min(most, name.codePointCount(0, name.length()));
    }

    private static String word(EqlIds.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** One look at a file, with what things are called here. */
    private final class Reading {
        private final Transaction tx;
        private final Actor actor;
        private final TargetFile file;
        private final TargetNames names;
        private final Map<String, Integer> placeByName = new HashMap<>();

        Reading(Transaction tx, Actor actor, TargetFile file) {
            this.tx = tx;
            this.actor = actor;
            this.file = file;
            names = new TargetNames(tx, actor.companyId());
            for (int place = 0; place < file.groups().size(); place++) {
                placeByName.putIfAbsent(key(file.groups().get(place).name()), place);
            }
        }

        List<Preview> all() {
            List<Preview> all = new ArrayList<>();
            for (int place = 0; place < file.groups().size(); place++) {
                all.add(one(place));
            }
            return all;
        }

        /** Groups that others ask for come before them. */
        List<Integer> order() {
            Set<Integer> done = new LinkedHashSet<>();
            for (int place = 0; place < file.groups().size(); place++) {
                visit(place, done, new LinkedHashSet<>());
            }
            return List.copyOf(done);
        }

        private void visit(int place, Set<Integer> done, Set<Integer> open) {
            if (done.contains(place) || !open.add(place)) {
                return;
            }
            for (EqlIds.Id id : EqlIds.of(file.groups().get(place).eql())) {
                Integer needed =
                        id.kind() == EqlIds.Kind.TARGET ? placeByName.get(key(told(id))) : null;
                if (needed != null) {
                    visit(needed, done, open);
                }
            }
            done.add(place);
        }

        Preview one(int place) {
            TargetFile.Group group = file.groups().get(place);
            List<Missing> missing = new ArrayList<>();
            boolean inFile = false;
            Map<EqlIds.Id, Integer> here = new HashMap<>();
            for (EqlIds.Id id : EqlIds.of(group.eql())) {
                Optional<Integer> found = here(id);
                if (found.isPresent()) {
                    here.put(id, found.get());
                } else if (id.kind() == EqlIds.Kind.TARGET
                        && placeByName.containsKey(key(told(id)))) {
                    inFile = true;
                } else {
                    missing.add(new Missing(id.kind(), id.id(), told(id)));
                }
            }
            String eql =
                    EqlIds.replaced(
                            group.eql(),
                            id ->
                                    new EqlIds.Id(
                                            id.kind(),
                                            here.getOrDefault(id, id.id()),
                                            id.mailing()));
            int existing = names.id(EqlIds.Kind.TARGET, group.name().strip(), 0).orElse(0);
            // A rule that asks for another group of the file can only be looked at when that is in.
            boolean checkable = missing.isEmpty() && !inFile;
            return new Preview(
                    place,
                    group.name().strip(),
                    group.description(),
                    eql,
                    existing,
                    missing,
                    problems(group, place, existing, checkable ? eql : ""));
        }

        private List<InvalidInput.Problem> problems(
                TargetFile.Group group, int place, int existing, String eql) {
            if (!Integer.valueOf(place).equals(placeByName.get(key(group.name())))) {
                return List.of(
                        new InvalidInput.Problem(
                                "groups", "error.target.file.twice", group.name()));
            }
            return targets.problems(
                    tx, actor, new TargetDraft(existing, group.name(), group.description(), eql));
        }

        /** The number that the thing has here; of a link by its address in the mailing here. */
        private Optional<Integer> here(EqlIds.Id id) {
            String name = told(id);
            if (name.isEmpty()) {
                return Optional.empty();
            }
            if (names.name(id).filter(name::equals).isPresent()) {
                return Optional.of(id.id());
            }
            if (id.kind() != EqlIds.Kind.LINK) {
                return names.id(id.kind(), name, 0);
            }
            return here(new EqlIds.Id(EqlIds.Kind.MAILING, id.mailing(), 0))
                    .flatMap(mailing -> names.id(EqlIds.Kind.LINK, name, mailing));
        }

        /** What the file calls it. */
        private String told(EqlIds.Id id) {
            return file.names().stream()
                    .filter(name -> name.kind().equals(word(id.kind())))
                    .filter(name -> name.id() == id.id() && name.mailing() == id.mailing())
                    .map(TargetFile.Name::name)
                    .findFirst()
                    .orElse("");
        }

        private String key(String name) {
            return name.strip().toLowerCase(Locale.ROOT);
        }
    }
}
