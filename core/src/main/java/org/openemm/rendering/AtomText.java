package org.openemm.rendering;

import java.util.List;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;

/** Atoms as a plain text, for subjects and names: short, so simplicity goes before speed. */
final class AtomText {
    private final UidSlots slots;
    private final String secretKey;

    AtomText(MailingSnapshot snapshot) {
        this.slots = new UidSlots(snapshot);
        this.secretKey = snapshot.tenant().secretKey();
    }

    /** Whether all recipients get the same text. */
    static boolean isConstant(List<Atom> atoms) {
        return atoms.stream().allMatch(Atom.Literal.class::isInstance);
    }

    static String constant(List<Atom> atoms) {
        StringBuilder text = new StringBuilder();
        atoms.forEach(atom -> text.append(((Atom.Literal) atom).text()));
        return text.toString();
    }

    String of(List<Atom> atoms, RecipientRow row) {
        StringBuilder text = new StringBuilder();
        append(atoms, row, text);
        return text.toString();
    }

    private void append(List<Atom> atoms, RecipientRow row, StringBuilder text) {
        for (Atom atom : atoms) {
            if (atom instanceof Atom.Literal literal) {
                text.append(literal.text());
            } else if (atom instanceof Atom.Value value) {
                String plain = value.value().of(row);
                text.append(value.html() ? Html.escaped(plain) : plain);
            } else if (atom instanceof Atom.UidRef ref) {
                text.append(uid(ref, row));
            } else if (atom instanceof Atom.Choice choice) {
                append(chosen(choice, row), row, text);
            } else if (atom instanceof Atom.Ranked ranked) {
                append(chosen(ranked.choice(row), row), row, text);
            } else if (atom instanceof Atom.Guarded guarded) {
                if (!chosen(guarded.choice(), row).isEmpty()) {
                    append(guarded.body(), row, text);
                }
            } else if (atom instanceof Atom.OnlyFor only && only.condition().test(row)) {
                append(only.body(), row, text);
            }
        }
    }

    private static List<Atom> chosen(Atom.Choice choice, RecipientRow row) {
        for (Atom.Alternative alternative : choice.alternatives()) {
            int flag = alternative.flag();
            if (flag == Atom.Alternative.ALL || flag >= 0 && row.targetFlags()[flag]) {
                return alternative.atoms();
            }
        }
        return List.of();
    }

    private String uid(Atom.UidRef ref, RecipientRow row) {
        Uid run = slots.run(ref);
        return UidCodec.encode(
                new Uid(
                        run.company(),
                        run.licence(),
                        run.mailing(),
                        row.uidRecipient(),
                        run.sendEpoch(),
                        ref.options() | row.uidOptions(),
                        run.statusField(),
                        ref.url(),
                        ref.prefix()),
                secretKey);
    }
}
