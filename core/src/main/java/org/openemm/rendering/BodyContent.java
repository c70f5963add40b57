package org.openemm.rendering;

import java.util.ArrayList;
import java.util.List;

/** The text and the HTML of a mailing with everything that is added to them. */
final class BodyContent {
    private static final int EXTERNAL_IMAGE = 1;
    private static final String SPACER = "&#847;&zwnj;&nbsp;".repeat(60);

    private final MailingSnapshot snapshot;
    private final Addresses addresses;
    private final SourceCompiler sources;
    private final RenderMode mode;

    BodyContent(
            MailingSnapshot snapshot,
            Addresses addresses,
            SourceCompiler sources,
            RenderMode mode) {
        this.snapshot = snapshot;
        this.addresses = addresses;
        this.sources = sources;
        this.mode = mode;
    }

    List<Atom> text() {
        return sources.compile("agnText", snapshot.text(), TextForm.TEXT);
    }

    /** The HTML without anything added. */
    List<Atom> bareHtml() {
        return sources.compile("agnHtml", snapshot.html(), TextForm.HTML);
    }

    List<Atom> html() {
        List<Atom> html = bareHtml();
        String pixel = snapshot.letter().pixel();
        html = HtmlInsertions.afterBody(html, preheader());
        if (mode != RenderMode.WEB_VIEW) {
            if (pixel.equalsIgnoreCase("top")) {
                html = HtmlInsertions.afterBody(html, pixel());
            } else if (pixel.equalsIgnoreCase("bottom")) {
                html = HtmlInsertions.beforeBodyEnd(html, pixel());
            }
        }
        if (mode == RenderMode.MAIL && addresses.isOn("add-honeypot-link", true)) {
            html = HtmlInsertions.afterBody(html, honeypot());
        }
        return html;
    }

    private List<Atom> pixel() {
        String template =
                snapshot.tenant()
                        .setting("onepixel-template")
                        .orElse(
                                "<img src=\"%(link)\" alt=\"\" border=\"0\" height=\"1\""
                                        + " width=\"1\"/>");
        int link = template.indexOf("%(link)");
        if (link < 0) {
            return List.of(Atom.literal(template));
        }
        List<Atom> atoms = new ArrayList<>();
        atoms.add(Atom.literal(template.substring(0, link)));
        atoms.addAll(addresses.pixel());
        atoms.add(Atom.literal(template.substring(link + "%(link)".length())));
        return atoms;
    }

    private List<Atom> honeypot() {
        List<Atom> atoms = new ArrayList<>();
        atoms.add(Atom.literal("<a href=\""));
        atoms.addAll(addresses.honeypot());
        atoms.add(Atom.literal("\"></a>"));
        return atoms;
    }

    /** The line that mail programs show behind the subject, followed by nothing visible. */
    private List<Atom> preheader() {
        if (snapshot.letter().preheader().isBlank()) {
            return List.of();
        }
        String template =
                snapshot.tenant()
                        .setting("preheader-template")
                        .orElse(
                                "<div style=\"display:none;max-height:0;overflow:hidden;"
                                        + "mso-hide:all;opacity:0;font-size:1px;line-height:1px\">"
                                        + "[agnPREHEADER/]"
                                        + SPACER
                                        + "</div>");
        return sources.withoutLinks("preheader", template, TextForm.HTML);
    }

    /** Images of the mailing that its HTML shows. */
    List<MailLayout.InlineImage> inlineImages(List<Atom> html) {
        return snapshot.files().stream()
                .filter(MailingSnapshot.File::isImage)
                .filter(file -> file.data().length > 0)
                .map(
                        file ->
                                new MailLayout.InlineImage(
                                        file.type() == EXTERNAL_IMAGE
                                                ? file.name()
                                                : addresses.image(file.name()),
                                        file))
                .filter(image -> contains(html, image.address()))
                .toList();
    }

    private static boolean contains(List<Atom> atoms, String text) {
        return atoms.stream()
                .anyMatch(
                        atom ->
                                atom instanceof Atom.Literal literal
                                                && literal.text().contains(text)
                                        || atom instanceof Atom.Choice choice
                                                && choice.alternatives().stream()
                                                        .anyMatch(a -> contains(a.atoms(), text))
                                        || atom instanceof Atom.Ranked ranked
                                                && contains(
                                                        List.of(
                                                                ranked.blocks()
                                                                        .get(ranked.place())
                                                                        .choice()),
                                                        text)
                                        || atom instanceof Atom.Guarded guarded
                                                && contains(guarded.body(), text)
                                        || atom instanceof Atom.OnlyFor only
                                                && contains(only.body(), text));
    }
}
