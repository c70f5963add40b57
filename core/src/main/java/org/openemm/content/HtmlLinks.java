package org.openemm.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One pass over HTML that looks only at the attributes of elements. */
final class HtmlLinks {
    private static final Set<String> RESOURCE_ATTRIBUTES = Set.of("src", "background", "poster");

    /** Elements whose href is loaded or only a base, not followed by a person. */
    private static final Set<String> NOT_FOLLOWED = Set.of("link", "base");

    private final String html;
    private final List<Tag> tags;
    private final List<FoundLink> found = new ArrayList<>();
    private int nextTag;
    private int at;

    HtmlLinks(String html) {
        this.html = html;
        this.tags = TagParser.parse(html);
    }

    List<FoundLink> find() {
        while (at < html.length()) {
            if (skipTag()) {
                continue;
            }
            if (html.charAt(at) == '<'
                    && at + 1 < html.length()
                    && Character.isLetter(html.charAt(at + 1))) {
                element();
            } else {
                at++;
            }
        }
        return found;
    }

    private void element() {
        at++;
        int nameStart = at;
        while (at < html.length() && !isBlank() && html.charAt(at) != '>') {
            at++;
        }
        String element = html.substring(nameStart, at).toLowerCase(Locale.ROOT);
        List<FoundLink> links = new ArrayList<>(1);
        String title = "";
        int actionId = 0;
        while (at < html.length() && html.charAt(at) != '>') {
            if (skipTag() || skipBlank()) {
                continue;
            }
            Attribute attribute = attribute();
            String value = html.substring(attribute.start(), attribute.end());
            if (attribute.name().equals("title")) {
                title = Entities.decode(value).strip();
            } else if (attribute.name().equals("actionid")) {
                actionId = number(value);
            } else {
                link(element, attribute, value, links);
            }
        }
        for (FoundLink link : links) {
            found.add(
                    new FoundLink(
                            link.url(), link.start(), link.end(), link.kind(), title, actionId));
        }
    }

    private static void link(
            String element, Attribute attribute, String value, List<FoundLink> links) {
        boolean href = attribute.name().equals("href");
        if (!href && !RESOURCE_ATTRIBUTES.contains(attribute.name())) {
            return;
        }
        String url = Entities.decode(value).strip();
        if (url.isEmpty()) {
            return;
        }
        int leading = value.length() - value.stripLeading().length();
        int start = attribute.start() + leading;
        FoundLink.Kind kind =
                href && !NOT_FOLLOWED.contains(element)
                        ? FoundLink.Kind.LINK
                        : FoundLink.Kind.RESOURCE;
        links.add(new FoundLink(url, start, start + value.strip().length(), kind, "", 0));
    }

    /** An attribute with the offsets of its value; both the same without a value. */
    private record Attribute(String name, int start, int end) {}

    private Attribute attribute() {
        int nameStart = at;
        while (at < html.length() && !isBlank() && "=>".indexOf(html.charAt(at)) < 0) {
            if (!skipTag()) {
                at++;
            }
        }
        String name = html.substring(nameStart, at).toLowerCase(Locale.ROOT);
        int afterName = at;
        while (skipBlank()) {}
        if (at >= html.length() || html.charAt(at) != '=') {
            at = at == nameStart ? at + 1 : Math.max(afterName, nameStart + 1);
            return new Attribute(name, at, at);
        }
        at++;
        while (skipBlank()) {}
        return value(name);
    }

    private Attribute value(String name) {
        char quote = at < html.length() ? html.charAt(at) : ' ';
        boolean quoted = quote == '"' || quote == '\'';
        if (quoted) {
            at++;
        }
        int start = at;
        while (at < html.length()
                && (quoted ? html.charAt(at) != quote : !isBlank() && html.charAt(at) != '>')) {
            if (!skipTag()) {
                at++;
            }
        }
        int end = at;
        if (quoted && at < html.length()) {
            at++;
        }
        return new Attribute(name, start, end);
    }

    /** Steps over the AGN tag that starts here, if one does. */
    private boolean skipTag() {
        while (nextTag < tags.size() && tags.get(nextTag).start() < at) {
            nextTag++;
        }
        if (nextTag < tags.size() && tags.get(nextTag).start() == at) {
            at = tags.get(nextTag++).end();
            return true;
        }
        return false;
    }

    private boolean skipBlank() {
        if (at < html.length() && isBlank()) {
            at++;
            return true;
        }
        return false;
    }

    private boolean isBlank() {
        return Character.isWhitespace(html.charAt(at));
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
