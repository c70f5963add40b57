package org.openemm.rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts something behind {@code <body …>} or before {@code </body>}, wherever that stands: in the
 * frame or in a content block, each of whose contents may bring a page of its own. Without body
 * element it goes to the very start or end.
 */
final class HtmlInsertions {
    private static final Pattern OPENING =
            Pattern.compile("<body(?=[\\s>/])", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLOSING =
            Pattern.compile("</body(?=[\\s>])", Pattern.CASE_INSENSITIVE);

    private final Pattern element;
    private final boolean opening;
    private final List<Atom> insertion;

    private HtmlInsertions(Pattern element, boolean opening, List<Atom> insertion) {
        this.element = element;
        this.opening = opening;
        this.insertion = insertion;
    }

    static List<Atom> afterBody(List<Atom> html, List<Atom> insertion) {
        return new HtmlInsertions(OPENING, true, insertion).into(html);
    }

    static List<Atom> beforeBodyEnd(List<Atom> html, List<Atom> insertion) {
        return new HtmlInsertions(CLOSING, false, insertion).into(html);
    }

    private List<Atom> into(List<Atom> html) {
        if (insertion.isEmpty()) {
            return html;
        }
        return Atom.merged(contains(html) ? inserted(html) : atEdge(html));
    }

    private List<Atom> atEdge(List<Atom> atoms) {
        List<Atom> result = new ArrayList<>(opening ? insertion : atoms);
        result.addAll(opening ? atoms : insertion);
        return result;
    }

    private boolean contains(List<Atom> atoms) {
        for (Atom atom : atoms) {
            if (atom instanceof Atom.Literal literal && element.matcher(literal.text()).find()
                    || atom instanceof Atom.Choice choice && contains(choice)
                    || atom instanceof Atom.Guarded guarded && contains(guarded.body())
                    || atom instanceof Atom.OnlyFor only && contains(only.body())) {
                return true;
            }
        }
        return false;
    }

    private boolean contains(Atom.Choice choice) {
        return choice.alternatives().stream()
                .anyMatch(alternative -> contains(alternative.atoms()));
    }

    private List<Atom> inserted(List<Atom> atoms) {
        List<Atom> result = new ArrayList<>();
        boolean insideTag = false;
        boolean done = false;
        for (Atom atom : atoms) {
            if (done) {
                result.add(atom);
            } else if (atom instanceof Atom.Literal literal) {
                String text = literal.text();
                int start = insideTag ? 0 : start(text);
                int at = start < 0 ? -1 : opening ? text.indexOf('>', start) + 1 : start;
                if (start >= 0 && at > 0 || start == 0 && !opening) {
                    result.add(Atom.literal(text.substring(0, at)));
                    result.addAll(insertion);
                    result.add(Atom.literal(text.substring(at)));
                    done = true;
                } else {
                    insideTag = start >= 0;
                    result.add(atom);
                }
            } else {
                Atom changed = insideTag ? atom : insertedInto(atom);
                done = changed != atom;
                result.add(changed);
            }
        }
        return result;
    }

    /** The last one counts for the end of the page, the first one for its start. */
    private int start(String text) {
        Matcher matcher = element.matcher(text);
        int start = -1;
        while (matcher.find()) {
            start = matcher.start();
            if (opening) {
                break;
            }
        }
        return start;
    }

    private Atom insertedInto(Atom atom) {
        if (atom instanceof Atom.Choice choice && contains(choice)) {
            return new Atom.Choice(
                    choice.alternatives().stream()
                            .map(
                                    alternative ->
                                            new Atom.Alternative(
                                                    alternative.flag(),
                                                    contains(alternative.atoms())
                                                            ? inserted(alternative.atoms())
                                                            : atEdge(alternative.atoms())))
                            .toList());
        }
        if (atom instanceof Atom.Guarded guarded && contains(guarded.body())) {
            return new Atom.Guarded(guarded.choice(), inserted(guarded.body()));
        }
        if (atom instanceof Atom.OnlyFor only && contains(only.body())) {
            return new Atom.OnlyFor(only.condition(), inserted(only.body()));
        }
        return atom;
    }
}
