package org.openemm.rendering;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.openemm.rendering.mime.BodyEncoding;
import org.openemm.rendering.mime.Chunk;
import org.openemm.rendering.mime.Sink;

/**
 * Atoms made ready for one encoding: a list of steps that write prepared chunks and values.
 * Immutable.
 */
final class Program {
    private static final Program EMPTY = new Program(new Step[0]);
    private final Step[] steps;

    private Program(Step[] steps) {
        this.steps = steps;
    }

    static Program of(List<Atom> atoms, BodyEncoding encoding, UidSlots uids) {
        if (atoms.isEmpty()) {
            return EMPTY;
        }
        List<Step> steps = new ArrayList<>();
        for (Atom atom : Atom.merged(atoms)) {
            steps.add(step(atom, encoding, uids));
        }
        return new Program(steps.toArray(new Step[0]));
    }

    void run(RecipientRow row, UidSlots.Values uids, Sink sink) {
        for (Step step : steps) {
            step.run(row, uids, sink);
        }
    }

    private boolean isEmpty() {
        return steps.length == 0;
    }

    private static Step step(Atom atom, BodyEncoding encoding, UidSlots uids) {
        if (atom instanceof Atom.Literal literal) {
            return new Constant(encoding.chunk(literal.text()));
        }
        if (atom instanceof Atom.Value value) {
            return new Value(value.value(), value.html());
        }
        if (atom instanceof Atom.UidRef ref) {
            return new UidText(uids.slot(ref));
        }
        if (atom instanceof Atom.Choice choice) {
            return choice(choice, encoding, uids);
        }
        if (atom instanceof Atom.Ranked ranked) {
            return new Ranked(ranked, encoding, uids);
        }
        if (atom instanceof Atom.Interest interest) {
            return choice(interest.choice(), encoding, uids);
        }
        if (atom instanceof Atom.Guarded guarded) {
            return new Guard(
                    choice(guarded.choice(), encoding, uids),
                    Program.of(guarded.body(), encoding, uids));
        }
        Atom.OnlyFor only = (Atom.OnlyFor) atom;
        return new OnlyFor(only.condition(), Program.of(only.body(), encoding, uids));
    }

    private static Choice choice(Atom.Choice choice, BodyEncoding encoding, UidSlots uids) {
        int count = choice.alternatives().size();
        int[] flags = new int[count];
        Program[] programs = new Program[count];
        for (int i = 0; i < count; i++) {
            Atom.Alternative alternative = choice.alternatives().get(i);
            flags[i] = alternative.flag();
            programs[i] = Program.of(alternative.atoms(), encoding, uids);
        }
        return new Choice(flags, programs);
    }

    /** One step. */
    private abstract static class Step {
        abstract void run(RecipientRow row, UidSlots.Values uids, Sink sink);
    }

    private static final class Constant extends Step {
        private final Chunk chunk;

        Constant(Chunk chunk) {
            this.chunk = chunk;
        }

        @Override
        void run(RecipientRow row, UidSlots.Values uids, Sink sink) {
            sink.constant(chunk);
        }
    }

    private static final class Value extends Step {
        private final TagValue value;
        private final boolean html;

        Value(TagValue value, boolean html) {
            this.value = value;
            this.html = html;
        }

        @Override
        void run(RecipientRow row, UidSlots.Values uids, Sink sink) {
            sink.value(value.of(row), html);
        }
    }

    private static final class UidText extends Step {
        private final int slot;

        UidText(int slot) {
            this.slot = slot;
        }

        @Override
        void run(RecipientRow row, UidSlots.Values uids, Sink sink) {
            byte[] text = uids.text(slot);
            sink.ascii(text, 0, uids.length(slot));
        }
    }

    private static final class Choice extends Step {
        private final int[] flags;
        private final Program[] programs;

        Choice(int[] flags, Program[] programs) {
            this.flags = flags;
            this.programs = programs;
        }

        @Override
        void run(RecipientRow row, UidSlots.Values uids, Sink sink) {
            chosen(row).run(row, uids, sink);
        }

        Program chosen(RecipientRow row) {
            for (int i = 0; i < flags.length; i++) {
                int flag = flags[i];
                if (flag == Atom.Alternative.ALL || flag >= 0 && row.targetFlags()[flag]) {
                    return programs[i];
                }
            }
            return EMPTY;
        }
    }

    private static final class Ranked extends Step {
        private final Atom.Ranked ranked;
        private final Map<Atom.Choice, Choice> choices = new IdentityHashMap<>();

        Ranked(Atom.Ranked ranked, BodyEncoding encoding, UidSlots uids) {
            this.ranked = ranked;
            ranked.blocks()
                    .forEach(
                            block ->
                                    choices.put(
                                            block.choice(),
                                            choice(block.choice(), encoding, uids)));
        }

        @Override
        void run(RecipientRow row, UidSlots.Values uids, Sink sink) {
            choices.get(ranked.choice(row)).run(row, uids, sink);
        }
    }

    private static final class Guard extends Step {
        private final Choice choice;
        private final Program body;

        Guard(Choice choice, Program body) {
            this.choice = choice;
            this.body = body;
        }

        @Override
        void run(RecipientRow row, UidSlots.Values uids, Sink sink) {
            if (!choice.chosen(row).isEmpty()) {
                body.run(row, uids, sink);
            }
        }
    }

    private static final class OnlyFor extends Step {
        private final Predicate<RecipientRow> condition;
        private final Program body;

        OnlyFor(Predicate<RecipientRow> condition, Program body) {
            this.condition = condition;
            this.body = body;
        }

        @Override
        void run(RecipientRow row, UidSlots.Values uids, Sink sink) {
            if (condition.test(row)) {
                body.run(row, uids, sink);
            }
        }
    }
}
