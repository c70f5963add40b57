package org.openemm.web.help;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown to HTML: no HTML of the source passes, headings get anchors, links to other pages of the
 * handbook become their addresses in the product.
 */
final class Markdown {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    /** Another page of the handbook, perhaps with an anchor. */
    private static final Pattern PAGE = Pattern.compile("[a-z-]+\\.md(#.*)?");

    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final HtmlRenderer renderer =
            HtmlRenderer.builder()
                    .extensions(EXTENSIONS)
                    .escapeHtml(true)
                    .sanitizeUrls(true)
                    .attributeProviderFactory(
                            context -> {
                                Map<String, Integer> anchors = new HashMap<>();
                                return (node, tag, attributes) ->
                                        decorate(node, attributes, anchors);
                            })
                    .build();

    /**
     * @param title the first heading
     * @param lead the first paragraph as text
     * @param html everything below the first heading
     * @param text all words, for searching
     */
    record Rendered(String title, String lead, String html, String text) {}

    Rendered render(String source) {
        Node document = parser.parse(source);
        Node first = document.getFirstChild();
        if (!(first instanceof Heading heading) || heading.getLevel() != 1) {
            throw new IllegalArgumentException("A page begins with its title: " + cut(source));
        }
        String title = text(first);
        Node second = first.getNext();
        String lead = second == null ? "" : text(second);
        first.unlink();
        return new Rendered(title, lead, renderer.render(document), title + " " + text(document));
    }

    private static void decorate(
            Node node, Map<String, String> attributes, Map<String, Integer> anchors) {
        if (node instanceof Heading) {
            String anchor = anchor(text(node));
            int before = anchors.merge(anchor, 1, Integer::sum) - 1;
            attributes.put("id", before == 0 ? anchor : anchor + "-" + before);
        }
        if (node instanceof Link link && PAGE.matcher(link.getDestination()).matches()) {
            attributes.put(
                    "href", "/help/" + link.getDestination().replaceFirst("\\.md", ".action"));
        }
    }

    private static String anchor(String heading) {
        String plain =
                Normalizer.normalize(
                                heading.toLowerCase(Locale.ROOT).replace("ß", "ss"),
                                Normalizer.Form.NFD)
                        .replaceAll("\\p{Mn}", "");
        return plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    private static String text(Node node) {
        StringBuilder words = new StringBuilder();
        node.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Text text) {
                        words.append(text.getLiteral());
                        if (text.getNext() == null) {
                            words.append(' ');
                        }
                    }

                    @Override
                    public void visit(Code code) {
                        words.append(code.getLiteral());
                    }

                    @Override
                    public void visit(SoftLineBreak lineBreak) {
                        words.append(' ');
                    }
                });
        return words.toString().strip();
    }

    private static String cut(String source) {
        return source.substring(0, Math.min(60, source.length()));
    }
}
