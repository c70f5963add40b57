package org.openemm.rendering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openemm.content.Entities;
import org.openemm.content.FoundLink;
import org.openemm.content.KnownTag;
import org.openemm.content.LinkTags;
import org.openemm.content.Tag;
import org.openemm.content.TagParser;
import org.openemm.uid.Uid;

/**
 * Replaces measured links by redirects; what is not measured gets its hash tags filled in and its
 * link extension added now, because nobody will do it at click time.
 */
final class LinkRewriter {
    private final Addresses addresses;
    private final SourceCompiler sources;
    private final HashTags hashTags;
    private final Map<String, MailingSnapshot.Link> byUrl = new HashMap<>();

    LinkRewriter(MailingSnapshot snapshot, Addresses addresses, SourceCompiler sources) {
        this.addresses = addresses;
        this.sources = sources;
        this.hashTags = new HashTags(snapshot);
        for (MailingSnapshot.Link link : snapshot.links()) {
            byUrl.putIfAbsent(link.url(), link);
        }
        for (MailingSnapshot.Link link : snapshot.links()) {
            if (!link.originalUrl().isEmpty()) {
                byUrl.putIfAbsent(link.originalUrl(), link);
            }
        }
    }

    /**
     * @param raw the address as it stands in the text
     */
    List<Atom> rewrite(
            String source, FoundLink link, String raw, TextForm form, boolean noLinkExtension) {
        if (link.kind() == FoundLink.Kind.RESOURCE) {
            return sources.withoutLinks(source, raw, form);
        }
        List<Tag> tags = TagParser.parse(raw);
        if (isBlock(raw, tags)) {
            return List.of(block(tags.get(0).parameter("name", ""), form, noLinkExtension));
        }
        String url = withLinkTags(link.url());
        MailingSnapshot.Link known = url.contains("[agn") ? null : byUrl.get(url);
        if (known != null && (known.usage() & form.usageBit()) != 0) {
            return addresses.redirect(
                    known.id(), noLinkExtension ? Uid.NO_LINK_EXTENSION : 0, form);
        }
        return direct(source, raw, known, form, noLinkExtension);
    }

    /** An address that is nothing but a content block: each of its contents is an address. */
    private static boolean isBlock(String raw, List<Tag> tags) {
        return tags.size() == 1
                && tags.get(0).is(KnownTag.DYN)
                && tags.get(0).start() == 0
                && tags.get(0).end() == raw.length();
    }

    private Atom block(String name, TextForm form, boolean noLinkExtension) {
        List<Atom.Alternative> alternatives = new ArrayList<>();
        for (MailingSnapshot.Content content : sources.contents(name)) {
            String raw = content.text().strip();
            String url = form == TextForm.HTML ? Entities.decode(raw) : raw;
            FoundLink link = new FoundLink(url, 0, raw.length(), FoundLink.Kind.LINK, "", 0);
            boolean nested = isBlock(raw, TagParser.parse(raw));
            alternatives.add(
                    new Atom.Alternative(
                            sources.flag(content.targetId()),
                            nested
                                    ? List.of()
                                    : Atom.merged(
                                            rewrite(name, link, raw, form, noLinkExtension))));
        }
        return new Atom.Choice(alternatives);
    }

    /** The address with tags that stand for an address written out, as links are registered. */
    private String withLinkTags(String url) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        for (Tag tag : TagParser.parse(url)) {
            String address = LinkTags.url(tag, addresses.domain()).orElse(null);
            if (address != null) {
                result.append(url, at, tag.start()).append(address);
                at = tag.end();
            }
        }
        return result.append(url, at, url.length()).toString();
    }

    private List<Atom> direct(
            String source,
            String raw,
            MailingSnapshot.Link known,
            TextForm form,
            boolean noLinkExtension) {
        int fragment = fragment(raw);
        List<Atom> atoms = new ArrayList<>();
        atoms.addAll(part(source, raw.substring(0, fragment), known, form));
        if (known != null && !noLinkExtension && !known.extensions().isEmpty()) {
            atoms.addAll(extension(raw.substring(0, fragment), known, form));
        }
        atoms.addAll(part(source, raw.substring(fragment), known, form));
        return atoms;
    }

    /** Where the fragment begins: a single hash outside of tags and hash tags. */
    private static int fragment(String raw) {
        List<Tag> tags = TagParser.parse(raw);
        for (int at = raw.indexOf('#'); at >= 0; at = raw.indexOf('#', at + 1)) {
            int here = at;
            boolean inTag = tags.stream().anyMatch(tag -> tag.start() < here && here < tag.end());
            if (inTag || at > 0 && raw.charAt(at - 1) == '&') {
                continue;
            }
            if (at + 1 < raw.length() && raw.charAt(at + 1) == '#') {
                int close = raw.indexOf("##", at + 2);
                if (close < 0) {
                    return raw.length();
                }
                at = close + 1;
                continue;
            }
            return at;
        }
        return raw.length();
    }

    private List<Atom> part(String source, String raw, MailingSnapshot.Link known, TextForm form) {
        List<Atom> atoms = new ArrayList<>();
        for (Atom atom : sources.withoutLinks(source, raw, form)) {
            if (atom instanceof Atom.Literal literal && literal.text().contains("##")) {
                atoms.addAll(hashTags.fill(literal.text(), known == null ? 0 : known.id(), form));
            } else {
                atoms.add(atom);
            }
        }
        return atoms;
    }

    private List<Atom> extension(String raw, MailingSnapshot.Link known, TextForm form) {
        String and = form == TextForm.HTML ? "&amp;" : "&";
        String separator = raw.contains("?") ? and : "?";
        List<Atom> atoms = new ArrayList<>();
        for (MailingSnapshot.Extension parameter : known.extensions()) {
            atoms.add(Atom.literal(separator + TagCompiler.urlEncoded(parameter.name()) + "="));
            atoms.addAll(hashTags.fillEncoded(parameter.value(), known.id(), form));
            separator = and;
        }
        return atoms;
    }
}
