package org.openemm.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.openemm.content.Tag;
import org.openemm.content.TagParser;

/**
 * HTML as readable text: paragraphs, lists, headings and the addresses of links. AGN tags stay as
 * they are.
 */
final class PlainText {
    private PlainText() {}

    static String of(String html) {
        List<String> tags = new ArrayList<>();
        Element body = Jsoup.parse(guarded(html, tags)).body();
        Lines lines = new Lines();
        NodeTraversor.traverse(lines, body);
        String text = lines.result();
        for (int i = 0; i < tags.size(); i++) {
            text = text.replace(mark(i), tags.get(i));
        }
        return text;
    }

    /** Puts a mark in the place of each tag, so that its quotes and brackets survive the parser. */
    private static String guarded(String html, List<String> tags) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Tag tag : TagParser.parse(html)) {
            text.append(html, from, tag.start()).append(mark(tags.size()));
            tags.add(html.substring(tag.start(), tag.end()));
            from = tag.end();
        }
        return text.append(html, from, html.length()).toString();
    }

    private static String mark(int number) {
        return "\uE000" + number + "\uE001";
    }

    /** Collects text line by line on the way through the tree. */
    private static final class Lines implements NodeVisitor {
        private final StringBuilder text = new StringBuilder();
        private int hidden;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof Element element && isHidden(element)) {
                hidden++;
            }
            if (hidden > 0) {
                return;
            }
            if (node instanceof TextNode words) {
                add(words.text());
            } else if (node instanceof Element element) {
                start(element);
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            if (isHidden(element)) {
                hidden--;
            } else if (hidden == 0) {
                end(element);
            }
        }

        String result() {
            return text.toString()
                    .replaceAll("[ \\t\\u00a0]+\\n", "\n")
                    .replaceAll("\\n{3,}", "\n\n")
                    .strip();
        }

        private void start(Element element) {
            switch (element.normalName()) {
                case "br" -> text.append('\n');
                case "hr" -> {
                    lines(1);
                    text.append("-".repeat(40));
                    lines(1);
                }
                case "li" -> {
                    lines(1);
                    text.append("- ");
                }
                case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table" -> lines(2);
                case "tr", "div", "td" -> lines(1);
                default -> {}
            }
        }

        private void end(Element element) {
            switch (element.normalName()) {
                case "a" -> address(element);
                case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table" -> lines(2);
                case "tr", "div", "li" -> lines(1);
                default -> {}
            }
        }

        private void address(Element link) {
            String url = link.attr("href").strip();
            boolean leads =
                    !url.isEmpty() && !url.startsWith("#") && !url.startsWith("javascript:");
            if (leads && link.hasText() && !link.text().strip().equals(url)) {
                text.append(": ").append(url).append(' ');
            }
        }

        private void add(String words) {
            boolean atStart =
                    text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
            text.append(atStart ? words.stripLeading() : words);
        }

        /** Ends the line, leaving at least as many line ends as wanted. */
        private void lines(int wanted) {
            int end = text.length();
            int there = 0;
            while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\n')) {
                end--;
                there += text.charAt(end) == '\n' ? 1 : 0;
            }
            if (end > 0) {
                text.setLength(end);
                text.append("\n".repeat(Math.max(wanted, there)));
            }
        }

        private static boolean isHidden(Element element) {
            return switch (element.normalName()) {
                case "head", "style", "script", "title" -> true;
                default ->
                        element.attr("style")
                                .replace(" ", "")
                                .toLowerCase(Locale.ROOT)
                                .contains("display:none");
            };
        }
    }
}
