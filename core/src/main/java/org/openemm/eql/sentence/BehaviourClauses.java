package org.openemm.eql.sentence;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openemm.eql.Circumstances;
import org.openemm.eql.Condition;

/** What conditions on behaviour and on mailing lists say. */
final class BehaviourClauses {
    private static final String NOT = ".not";
    private static final String ANY = ".any";

    private final Voice voice;
    private final Names names;

    BehaviourClauses(Voice voice, Names names) {
        this.voice = voice;
        this.names = names;
    }

    /**
     * @param negated "did not open" tells what it takes: that the mailing was received
     */
    Predicate of(Condition condition, boolean negated) {
        if (condition instanceof Condition.Opened opened) {
            return done("sentence.opened", opened.mailingId(), opened.how(), negated);
        }
        if (condition instanceof Condition.Received received) {
            return done("sentence.received", received.mailingId(), received.how(), negated);
        }
        if (condition instanceof Condition.Binding binding) {
            return bound(binding, negated);
        }
        if (condition instanceof Condition.InGroup in) {
            return Predicate.Said.of(
                    "sentence.inGroup" + (negated ? NOT : ""), voice.name(in.group().name()));
        }
        Condition.Clicked clicked = (Condition.Clicked) condition;
        return clicked.linkId().isPresent()
                ? Predicate.Said.of(
                        "sentence.clickedLink" + (negated ? NOT : ""),
                        name(names.mailings(), clicked.mailingId()),
                        name(names.links(), clicked.linkId().getAsInt()),
                        together(apart(clicked.how(), false), period(clicked.how())))
                : done("sentence.clicked", clicked.mailingId(), clicked.how(), negated);
    }

    /** {0} is the mailing, {1} how it happened, {2} when and {3} how apart from when. */
    private Predicate done(String key, int mailingId, Circumstances how, boolean negated) {
        boolean any = mailingId == 0;
        Phrase apart = apart(how, any);
        return Predicate.Said.of(
                key
                        + (any ? ANY : "")
                        + (negated ? NOT : "")
                        + (any && !apart.isEmpty() ? ".how" : ""),
                any ? Phrase.NONE : name(names.mailings(), mailingId),
                together(apart, period(how)),
                period(how),
                apart);
    }

    /**
     * @param any whether it is counted over all mailings
     */
    private Phrase apart(Circumstances how, boolean any) {
        Phrase device =
                how.device()
                        .map(kind -> voice.say("sentence.on." + word(kind)))
                        .orElse(Phrase.NONE);
        Phrase times =
                how.times() > 1
                        ? voice.say(
                                "sentence.often" + (any ? ANY : ""),
                                Phrase.value(number(how.times())))
                        : Phrase.NONE;
        Phrase with = device;
        for (Map.Entry<Circumstances.Equipment, String> one : how.equipment().entrySet()) {
            with =
                    together(
                            with,
                            voice.say(
                                    "sentence.with." + word(one.getKey()),
                                    voice.name(one.getValue())));
        }
        return together(with, times);
    }

    private Phrase period(Circumstances how) {
        return how.days() > 0 ? voice.count("sentence.lately", how.days()) : Phrase.NONE;
    }

    /** In the order of the language. */
    private Phrase together(Phrase one, Phrase other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return voice.say("sentence.how", one, other);
    }

    /** {0} is the list as an object, {1} where something is, {2} details. */
    private Predicate bound(Condition.Binding binding, boolean negated) {
        int id = binding.mailinglistId();
        String which = (id == 0 ? ANY : "") + (negated ? NOT : "");
        Phrase name = id == 0 ? Phrase.NONE : name(names.mailinglists(), id);
        List<Phrase> details =
                Stream.of(
                                binding.medium().map(one -> "sentence.medium." + word(one)),
                                binding.type().map(one -> "sentence.type." + word(one)))
                        .flatMap(Optional::stream)
                        .map(key -> voice.say(key))
                        .toList();
        return Predicate.Said.of(
                "sentence.bound."
                        + binding.status().map(BehaviourClauses::word).orElse("at_all")
                        + (negated ? NOT : ""),
                voice.say("sentence.list.object" + which, name),
                voice.say("sentence.list.place" + which, name),
                details.isEmpty() ? Phrase.NONE : voice.row("sentence.comma", details));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private String number(int number) {
        return voice.number(String.valueOf(number));
    }

    private Phrase name(Map<Integer, String> all, int id) {
        String name = all.getOrDefault(id, "");
        return name.isBlank() ? Phrase.of(Part.Kind.NAME, String.valueOf(id)) : voice.name(name);
    }
}
