package org.openemm.rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Hash tags ({@code ##FIELD##} and the like) of links that are not measured. Measured links have
 * them filled in when they are followed. What is not known gives an empty text.
 */
final class HashTags {
    private final MailingSnapshot snapshot;

    HashTags(MailingSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** An address with its hash tags filled in. */
    List<Atom> fill(String text, int urlId, TextForm form) {
        return fill(text, urlId, form, false);
    }

    /** A parameter's value: text around hash tags is URL-encoded too. */
    List<Atom> fillEncoded(String text, int urlId, TextForm form) {
        return fill(text, urlId, form, true);
    }

    private List<Atom> fill(String text, int urlId, TextForm form, boolean encoded) {
        List<Atom> atoms = new ArrayList<>();
        int at = 0;
        while (true) {
            int start = text.indexOf("##", at);
            int end = start < 0 ? -1 : text.indexOf("##", start + 2);
            if (end < 0) {
                atoms.add(constant(text.substring(at), encoded));
                return atoms;
            }
            String name = text.substring(start + 2, end);
            if (name.isEmpty() || name.indexOf('#') >= 0 || name.indexOf('\n') >= 0) {
                atoms.add(constant(text.substring(at, start + 2), encoded));
                at = start + 2;
            } else {
                atoms.add(constant(text.substring(at, start), encoded));
                atoms.add(value(name, urlId, form));
                at = end + 2;
            }
        }
    }

    private static Atom constant(String text, boolean encoded) {
        return Atom.literal(encoded ? TagCompiler.urlEncoded(text) : text);
    }

    private Atom value(String name, int urlId, TextForm form) {
        switch (name) {
            case "AGNUID":
                return new Atom.UidRef(0, 0, "");
            case "MAILING_ID":
                return Atom.literal(Integer.toString(snapshot.run().mailingId()));
            case "URL_ID":
                return Atom.literal(Integer.toString(urlId));
            default:
                break;
        }
        String upper = name.toUpperCase(Locale.ROOT);
        boolean plain = upper.startsWith("UNENCODED:");
        TagValue fields = fields(plain ? name.substring("UNENCODED:".length()) : name);
        return new Atom.Value(
                plain ? fields : row -> TagCompiler.urlEncoded(fields.of(row)),
                plain && form == TextForm.HTML);
    }

    /** The first of several fields that is not empty. */
    private TagValue fields(String names) {
        List<Integer> indexes = new ArrayList<>();
        for (String name : names.split("/")) {
            int index = snapshot.columnIndex(name.strip());
            if (index >= 0) {
                indexes.add(index);
            }
        }
        return row -> {
            for (int index : indexes) {
                String value = row.values()[index];
                if (value != null && !value.isEmpty()) {
                    return value;
                }
            }
            return "";
        };
    }
}
