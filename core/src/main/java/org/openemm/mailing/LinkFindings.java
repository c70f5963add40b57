package org.openemm.mailing;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.openemm.content.FoundLink;
import org.openemm.content.KnownTag;
import org.openemm.content.Place;
import org.openemm.content.Tag;
import org.openemm.content.TagParser;
import org.openemm.mailing.Finding.Area;

/** Whether the links of a mailing can work, and whether one leads out of the list. */
final class LinkFindings {
    private static final Pattern PROTOCOL =
            Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*", Pattern.DOTALL);
    private static final Pattern TWICE =
            Pattern.compile("https?:/*https?:.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern WITHOUT_HOST =
            Pattern.compile("https?:/*+([?#].*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern REDIRECT =
            Pattern.compile("https?://[^/]+/(r\\.html\\?uid=|r/[^/]+).*");
    private static final int SHOWN = 80;

    private final ContentTexts texts;
    private final List<Finding> findings;
    private final Set<String> reported = new HashSet<>();

    LinkFindings(ContentTexts texts, List<Finding> findings) {
        this.texts = texts;
        this.findings = findings;
    }

    void run(boolean transactional) {
        boolean leave = false;
        for (ContentTexts.Part part : texts.parts()) {
            for (FoundLink link : ContentTexts.linksIn(part)) {
                if (link.kind() == FoundLink.Kind.LINK) {
                    check(part, link);
                }
            }
            leave |=
                    TagParser.parse(part.text()).stream()
                            .anyMatch(tag -> tag.is(KnownTag.UNSUBSCRIBE));
        }
        if (!leave && !transactional) {
            findings.add(Finding.warning(Area.CONTENT, "mailing.check.unsubscribe"));
        }
    }

    private void check(ContentTexts.Part part, FoundLink link) {
        String key = problem(link.url());
        if (key != null && reported.add(key + link.url())) {
            Place place = Place.of(part.source(), part.text(), link.start());
            String shown =
                    link.url().length() <= SHOWN
                            ? link.url()
                            : link.url().substring(0, SHOWN) + "…";
            findings.add(
                    Finding.error(
                                    Area.LINKS,
                                    key,
                                    shown,
                                    place.source(),
                                    place.line(),
                                    place.column())
                            .at(place));
        }
    }

    /** Null when the address can work. Tags and hash tags are taken as good. */
    private static String problem(String url) {
        String plain = withoutTags(url);
        if (plain.isBlank()) {
            return url.isBlank() ? "mailing.check.linkEmpty" : null;
        }
        if (plain.startsWith("#") || url.startsWith("[agn") || plain.startsWith("##")) {
            return null;
        }
        if (!PROTOCOL.matcher(plain).matches()) {
            return "mailing.check.linkProtocol";
        }
        String lower = plain.toLowerCase(Locale.ROOT);
        if (lower.startsWith("javascript:")
                || lower.startsWith("file:")
                || lower.startsWith("data:")) {
            return "mailing.check.linkKind";
        }
        if (!lower.startsWith("http")) {
            return null;
        }
        if (TWICE.matcher(plain).matches()) {
            return "mailing.check.linkTwice";
        }
        if (plain.chars()
                .anyMatch(c -> Character.isWhitespace(c) || "<>\"{}|\\^`".indexOf(c) >= 0)) {
            return "mailing.check.linkCharacter";
        }
        if (WITHOUT_HOST.matcher(plain).matches() && !url.contains("[agn")) {
            return "mailing.check.linkHost";
        }
        return REDIRECT.matcher(plain).matches() ? "mailing.check.linkRedirect" : null;
    }

    private static String withoutTags(String url) {
        StringBuilder plain = new StringBuilder();
        int from = 0;
        for (Tag tag : TagParser.parse(url)) {
            plain.append(url, from, tag.start()).append('x');
            from = tag.end();
        }
        return plain.append(url.substring(from)).toString().replaceAll("##[^#\\n]+##", "x");
    }
}
