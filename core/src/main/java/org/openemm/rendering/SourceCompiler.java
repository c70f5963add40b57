package org.openemm.rendering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openemm.content.ContentProblem;
import org.openemm.content.FoundLink;
import org.openemm.content.KnownTag;
import org.openemm.content.LinkScanner;
import org.openemm.content.Place;
import org.openemm.content.Tag;
import org.openemm.content.TagParser;

/**
 * Turns the texts of a mailing into atoms: tags become values, content blocks choices, links
 * redirects.
 */
final class SourceCompiler {
    private final MailingSnapshot snapshot;
    private final TagCompiler tags;
    private final LinkRewriter links;
    private final Map<String, MailingSnapshot.Block> blocks = new HashMap<>();
    private final List<ContentProblem> problems = new ArrayList<>();

    /** Blocks that are being compiled: a block inside itself stays empty. */
    private final Set<String> open = new HashSet<>();

    SourceCompiler(MailingSnapshot snapshot, TagCompiler tags, Addresses addresses) {
        this.snapshot = snapshot;
        this.tags = tags;
        this.links = new LinkRewriter(snapshot, addresses, this);
        snapshot.blocks().forEach(block -> blocks.put(block.name(), block));
    }

    /** Tags that nobody knows: a mailing with one cannot be sent. */
    List<ContentProblem> problems() {
        return problems.stream().distinct().toList();
    }

    /** Reads what was compiled as plain text. */
    AtomText texts() {
        return new AtomText(snapshot);
    }

    /**
     * @param source name of the text for messages
     */
    List<Atom> compile(String source, String text, TextForm form) {
        return compile(source, text, form, false);
    }

    private List<Atom> compile(String source, String text, TextForm form, boolean noLinkExtension) {
        List<FoundLink> found =
                switch (form) {
                    case HTML -> LinkScanner.inHtml(text);
                    case TEXT -> LinkScanner.inText(text);
                    case PLAIN -> List.of();
                };
        return new Pass(source, text, form, noLinkExtension, found).all();
    }

    /** An address or a part of one: tags, but no links inside. */
    List<Atom> withoutLinks(String source, String text, TextForm form) {
        return new Pass(source, text, form, false, List.of()).all();
    }

    /** The choice that a block stands for; the same in every place. */
    Atom.Choice choice(String name, TextForm form) {
        MailingSnapshot.Block block = blocks.get(name);
        if (block == null || !open.add(name)) {
            return new Atom.Choice(List.of());
        }
        List<Atom.Alternative> alternatives = new ArrayList<>();
        for (MailingSnapshot.Content content : block.contents()) {
            alternatives.add(
                    new Atom.Alternative(
                            flag(content.targetId()),
                            compile(name, content.text(), form, block.noLinkExtension())));
        }
        open.remove(name);
        return new Atom.Choice(alternatives);
    }

    /** The contents of a block with their flags. */
    List<MailingSnapshot.Content> contents(String blockName) {
        MailingSnapshot.Block block = blocks.get(blockName);
        return block == null ? List.of() : block.contents();
    }

    int flag(int targetId) {
        if (targetId == 0) {
            return Atom.Alternative.ALL;
        }
        int index = snapshot.targetIndex(targetId);
        return index < 0 ? Atom.Alternative.NONE : index;
    }

    /** One walk over one text. */
    private final class Pass {
        private final String source;
        private final String text;
        private final TextForm form;
        private final boolean noLinkExtension;
        private final List<FoundLink> found;
        private final List<Tag> all;
        private int at;
        private int nextTag;
        private int nextLink;

        Pass(
                String source,
                String text,
                TextForm form,
                boolean noLinkExtension,
                List<FoundLink> found) {
            this.source = source;
            this.text = text;
            this.form = form;
            this.noLinkExtension = noLinkExtension;
            this.found = found;
            this.all = TagParser.parse(text);
        }

        List<Atom> all() {
            return Atom.merged(Atom.ranked(until(all.size(), text.length())));
        }

        /** Everything up to a tag, which is left alone. */
        private List<Atom> until(int endTag, int end) {
            List<Atom> atoms = new ArrayList<>();
            while (true) {
                while (nextLink < found.size() && found.get(nextLink).start() < at) {
                    nextLink++;
                }
                int tagStart = nextTag < endTag ? all.get(nextTag).start() : end;
                int linkStart =
                        nextLink < found.size() ? Math.min(found.get(nextLink).start(), end) : end;
                int next = Math.min(tagStart, linkStart);
                atoms.add(Atom.literal(text.substring(at, next)));
                at = next;
                if (next >= end) {
                    return atoms;
                }
                if (linkStart <= tagStart) {
                    link(found.get(nextLink++), atoms);
                } else {
                    tag(all.get(nextTag++), atoms);
                }
            }
        }

        private void link(FoundLink link, List<Atom> atoms) {
            atoms.addAll(
                    links.rewrite(
                            source,
                            link,
                            text.substring(link.start(), link.end()),
                            form,
                            noLinkExtension));
            at = link.end();
            while (nextTag < all.size() && all.get(nextTag).start() < at) {
                nextTag++;
            }
        }

        private void tag(Tag tag, List<Atom> atoms) {
            at = tag.end();
            if (tag.closing()) {
                return;
            }
            if (tag.is(KnownTag.DYN) || tag.is(KnownTag.DVALUE)) {
                block(tag, atoms);
                return;
            }
            if (tag.is(KnownTag.PREHEADER)) {
                atoms.addAll(withoutLinks("preheader", snapshot.letter().preheader(), form));
                return;
            }
            List<Atom> compiled = tags.compile(tag, form).orElse(null);
            if (compiled == null) {
                problems.add(
                        new ContentProblem(
                                "content.tag.unknown",
                                tag.name(),
                                Place.of(source, text, tag.start()),
                                ""));
            } else {
                atoms.addAll(compiled);
            }
        }

        private void block(Tag tag, List<Atom> atoms) {
            String name = tag.parameter("name", "");
            int close = tag.is(KnownTag.DYN) && !tag.selfClosing() ? closing(name) : -1;
            if (close < 0) {
                MailingSnapshot.Block block = blocks.get(name);
                boolean ranked =
                        tag.is(KnownTag.DYN) && block != null && !block.interest().isBlank();
                Atom.Choice choice = choice(name, form);
                atoms.add(
                        ranked
                                ? new Atom.Interest(choice, snapshot.columnIndex(block.interest()))
                                : choice);
                return;
            }
            List<Atom> body = Atom.ranked(until(close, all.get(close).start()));
            atoms.add(new Atom.Guarded(choice(name, form), Atom.merged(body)));
            nextTag = close + 1;
            at = all.get(close).end();
        }

        /** Index of the closing tag of the block that was just opened, or -1. */
        private int closing(String name) {
            int depth = 0;
            for (int i = nextTag; i < all.size(); i++) {
                Tag tag = all.get(i);
                if (!tag.is(KnownTag.DYN) || tag.selfClosing()) {
                    continue;
                }
                String other = tag.parameter("name", "");
                if (tag.closing() && (other.isEmpty() || other.equals(name)) && depth-- == 0) {
                    return i;
                }
                if (!tag.closing() && other.equals(name)) {
                    depth++;
                }
            }
            return -1;
        }
    }
}
