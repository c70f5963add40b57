package org.openemm.rendering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** What content is made of once its tags are understood; knows nothing of encodings. */
sealed interface Atom {
    /** The same for every recipient. */
    record Literal(String text) implements Atom {}

    /**
     * A value of the recipient.
     *
     * @param html characters that mean something in HTML are written as entities
     */
    record Value(TagValue value, boolean html) implements Atom {}

    /**
     * A signed UID.
     *
     * @param url link, 0 for none
     * @param options bits beside the recipient's tracking veto
     * @param prefix word in front; empty for none
     * @param withStatus whether it names the kind of run, as Message-IDs do
     */
    record UidRef(int url, int options, String prefix, boolean withStatus) implements Atom {
        UidRef(int url, int options, String prefix) {
            this(url, options, prefix, false);
        }
    }

    /** The first alternative whose flag the recipient has; nothing when there is none. */
    record Choice(List<Alternative> alternatives) implements Atom {
        public Choice {
            alternatives = List.copyOf(alternatives);
        }
    }

    /**
     * One alternative of a choice.
     *
     * @param flag index of the target flag; {@link #ALL} for everybody, {@link #NONE} for nobody
     */
    record Alternative(int flag, List<Atom> atoms) {
        static final int ALL = -1;
        static final int NONE = -2;

        public Alternative {
            atoms = List.copyOf(atoms);
        }
    }

    /**
     * One place of several content blocks that are sorted by the recipient's interests: the block
     * whose field has the highest value stands in the first place, and so on.
     *
     * @param blocks all of them, in the order of their places
     * @param place index of this place
     */
    record Ranked(List<Interest> blocks, int place) implements Atom {
        public Ranked {
            blocks = List.copyOf(blocks);
        }

        /**
         * The block that stands in this place for a recipient; equal interests keep their order.
         */
        Choice choice(RecipientRow row) {
            List<Interest> sorted = new ArrayList<>(blocks);
            sorted.sort(Comparator.comparingDouble((Interest block) -> -block.value(row)));
            return sorted.get(place).choice();
        }
    }

    /**
     * A content block with an interest.
     *
     * @param column index of the profile field, -1 for one that is gone
     */
    record Interest(Choice choice, int column) implements Atom {
        double value(RecipientRow row) {
            String text = column < 0 ? null : row.values()[column];
            Double number = text == null ? null : Numbers.parse(text);
            return number == null ? 0 : number;
        }
    }

    /** Gives the blocks with interests in one text their places. */
    static List<Atom> ranked(List<Atom> atoms) {
        List<Interest> interests =
                atoms.stream()
                        .filter(Interest.class::isInstance)
                        .map(Interest.class::cast)
                        .toList();
        if (interests.isEmpty()) {
            return atoms;
        }
        List<Atom> result = new ArrayList<>();
        int place = 0;
        for (Atom atom : atoms) {
            result.add(atom instanceof Interest ? new Ranked(interests, place++) : atom);
        }
        return result;
    }

    /** The body, when the choice has content for the recipient. */
    record Guarded(Choice choice, List<Atom> body) implements Atom {
        public Guarded {
            body = List.copyOf(body);
        }
    }

    /** The body, for recipients that meet a condition. */
    record OnlyFor(Predicate<RecipientRow> condition, List<Atom> body) implements Atom {
        public OnlyFor {
            body = List.copyOf(body);
        }
    }

    /** Neighbouring literals become one, empty ones go away. */
    static List<Atom> merged(List<Atom> atoms) {
        List<Atom> result = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Atom atom : atoms) {
            if (atom instanceof Literal literal) {
                text.append(literal.text());
            } else {
                if (!text.isEmpty()) {
                    result.add(new Literal(text.toString()));
                    text.setLength(0);
                }
                result.add(atom);
            }
        }
        if (!text.isEmpty()) {
            result.add(new Literal(text.toString()));
        }
        return result;
    }

    static Literal literal(String text) {
        return new Literal(text);
    }
}
