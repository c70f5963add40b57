package org.openemm.eql.sentence;

import java.util.ArrayList;
import java.util.List;
import org.openemm.eql.Condition;

/** Says in a sentence what a rule means. */
public final class Narrator {
    /** As many values of a list are said; the rest is counted. */
    private static final int MAX_VALUES = 12;

    private static final String SENTENCE = "sentence.";

    private final Voice voice;
    private final Meanings meanings;

    public Narrator(Voice voice, Names names) {
        this.voice = voice;
        meanings = new Meanings(new Clauses(voice, names));
    }

    /** What the rule means, as one sentence or, when it is nested deeply, as a list of them. */
    public Sentence tell(Condition rule) {
        Meaning meaning = meanings.of(rule, false);
        if (meaning instanceof Meaning.Clause clause) {
            return sentence(voice.say("sentence.everybodyWho", relative(clause)));
        }
        Meaning.Several several = (Meaning.Several) meaning;
        if (several.parts().isEmpty()) {
            return sentence(voice.say("sentence.everybody"));
        }
        List<Meaning.Several> groups =
                several.parts().stream()
                        .filter(Meaning.Several.class::isInstance)
                        .map(Meaning.Several.class::cast)
                        .toList();
        boolean inOneGo =
                groups.isEmpty()
                        || groups.size() == 1
                                && several.parts().size() > 1
                                && groups.get(0).isFlat();
        if (!inOneGo) {
            return new Sentence(
                    voice.say("sentence.everybodyList", lead(several)).parts(), items(several));
        }
        List<Phrase> told = new ArrayList<>();
        for (Meaning part : several.parts()) {
            if (part instanceof Meaning.Clause clause) {
                told.add(relative(clause));
            }
        }
        // The group comes last: it goes on to the end of the sentence.
        for (Meaning.Several group : groups) {
            told.add(voice.say("sentence.whoGroup", lead(group), statements(group)));
        }
        return sentence(voice.say("sentence.everybodyWho", voice.row(last(several.joint()), told)));
    }

    /** What a part of a rule asks, without a subject: for a single condition in a list. */
    public Sentence tellPart(Condition part) {
        return item(meanings.of(part, false));
    }

    private static Sentence sentence(Phrase phrase) {
        return new Sentence(phrase.parts(), List.of());
    }

    private List<Sentence> items(Meaning.Several group) {
        return group.parts().stream().map(this::item).toList();
    }

    private Sentence item(Meaning meaning) {
        if (meaning instanceof Meaning.Clause clause) {
            return sentence(statement(clause));
        }
        Meaning.Several group = (Meaning.Several) meaning;
        if (group.parts().isEmpty()) {
            return sentence(voice.say("sentence.everybody"));
        }
        return group.isFlat() && group.parts().size() <= 3
                ? sentence(statements(group))
                : new Sentence(voice.say("sentence.list", lead(group)).parts(), items(group));
    }

    private Phrase statements(Meaning.Several group) {
        return voice.row(
                last(group.joint()),
                group.parts().stream().map(part -> statement((Meaning.Clause) part)).toList());
    }

    /** "Both", "all", "either" or "one" of these. */
    private Phrase lead(Meaning.Several group) {
        boolean two = group.parts().size() == 2;
        return voice.say(
                group.joint() == Meaning.Joint.AND
                        ? two ? "sentence.both" : "sentence.all"
                        : two ? "sentence.either" : "sentence.any");
    }

    private static String last(Meaning.Joint joint) {
        return joint == Meaning.Joint.AND ? "sentence.and" : "sentence.or";
    }

    private Phrase relative(Meaning.Clause clause) {
        List<Phrase> predicates =
                clause.predicates().stream()
                        .map(one -> predicate(clause.subject(), one, true))
                        .toList();
        return voice.sayRelative(
                clause.subject().key(),
                clause.subject().phrase(),
                voice.row(last(clause.joint()), predicates));
    }

    private Phrase statement(Meaning.Clause clause) {
        List<Phrase> predicates =
                clause.predicates().stream()
                        .map(one -> predicate(clause.subject(), one, false))
                        .toList();
        return voice.say(
                clause.subject().key(),
                clause.subject().phrase(),
                voice.row(last(clause.joint()), predicates));
    }

    private Phrase predicate(Meaning.Subject subject, Predicate predicate, boolean relative) {
        if (predicate instanceof Predicate.Said said) {
            Phrase[] arguments = said.arguments().toArray(Phrase[]::new);
            return relative
                    ? voice.sayRelative(said.key(), arguments)
                    : voice.say(said.key(), arguments);
        }
        Predicate.OneOf oneOf = (Predicate.OneOf) predicate;
        List<Phrase> values = new ArrayList<>(oneOf.values());
        if (values.size() > MAX_VALUES) {
            int more = values.size() - MAX_VALUES + 1;
            values.subList(MAX_VALUES - 1, values.size()).clear();
            values.add(voice.count("sentence.others", more));
        }
        if (oneOf.empty()) {
            values.add(voice.say("sentence.empty"));
        }
        String key = oneOf.negated() ? values.size() == 1 ? "isNot" : "neither" : "is";
        if (subject.isCalculated()) {
            key += ".equal";
        }
        Phrase row = voice.row(oneOf.negated() ? "sentence.nor" : "sentence.or", values);
        return relative ? voice.sayRelative(SENTENCE + key, row) : voice.say(SENTENCE + key, row);
    }
}
