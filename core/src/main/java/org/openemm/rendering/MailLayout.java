package org.openemm.rendering;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.openemm.rendering.mime.HeaderText;

/**
 * Which parts a mail has, one inside the other: text alone, alternatives, with images inside, with
 * attachments.
 */
final class MailLayout {
    private static final int PERSONALISED = 4;
    private static final byte[] LINE_END = {'\n'};

    private final SourceCompiler sources;
    private final Charset charset;
    private final String transferName;
    private final String boundary;
    private final List<Section> sections = new ArrayList<>();
    private List<Atom> lines = new ArrayList<>();

    /**
     * A piece of the mail in one encoding.
     *
     * @param flag target flag of the recipients that get it
     */
    record Section(List<Atom> atoms, Encoding encoding, int flag) {
        enum Encoding {
            HEADERS,
            TEXT,
            HTML,
            FILE
        }
    }

    MailLayout(SourceCompiler sources, Charset charset, String transferName, String boundary) {
        this.sources = sources;
        this.charset = charset;
        this.transferName = transferName;
        this.boundary = boundary;
    }

    /** An image that travels inside the mail, with the address under which the HTML knows it. */
    record InlineImage(String address, MailingSnapshot.File file) {}

    /**
     * The sections behind the general headers.
     *
     * @param html null for a mail that is text alone
     */
    List<Section> sections(
            List<Atom> text,
            List<Atom> html,
            List<InlineImage> images,
            List<MailingSnapshot.File> attachments) {
        boolean mixed = !attachments.isEmpty();
        if (mixed) {
            multipart("mixed", "ATTACH");
            separator("ATTACH");
        }
        boolean related = html != null && !images.isEmpty();
        if (related) {
            multipart("related", "OUTER");
            separator("OUTER");
        }
        if (html == null) {
            part("text/plain", text, Section.Encoding.TEXT);
            if (!mixed) {
                // As senders of single text mails always did: an empty line at the end.
                line("\r\n");
            }
        } else {
            String inner = related ? "INNERB" : "OUTER";
            multipart("alternative", inner);
            separator(inner);
            part("text/plain", text, Section.Encoding.TEXT);
            line("\r\n");
            separator(inner);
            part("text/html", html, Section.Encoding.HTML);
            line("\r\n");
            end(inner);
        }
        if (related) {
            images.forEach(this::image);
            line("\r\n");
            end("OUTER");
        }
        if (mixed) {
            attachments.forEach(this::attachment);
            line("\r\n");
            end("ATTACH");
        }
        flush();
        return sections;
    }

    private void multipart(String kind, String name) {
        line("Content-Type: multipart/" + kind + "; boundary=\"");
        lines.addAll(boundary(name));
        line("\"\r\n\r\n");
    }

    private void part(String type, List<Atom> content, Section.Encoding encoding) {
        line("Content-Type: " + type + "; charset=\"" + charset.name() + "\"\r\n");
        if (!transferName.isEmpty()) {
            line("Content-Transfer-Encoding: " + transferName + "\r\n");
        }
        line("\r\n");
        flush();
        sections.add(new Section(content, encoding, Atom.Alternative.ALL));
    }

    private void image(InlineImage image) {
        line("\r\n");
        separator("OUTER");
        line("Content-Type: " + type(image.file()) + "\r\n");
        line("Content-Transfer-Encoding: base64\r\n");
        line("Content-Location: " + HeaderText.clean(image.address()) + "\r\n\r\n");
        line(base64(image.file().data()));
    }

    private void attachment(MailingSnapshot.File file) {
        flush();
        int flag = sources.flag(file.targetId());
        line("\r\n");
        separator("ATTACH");
        line("Content-Type: " + type(file) + "\r\n");
        line("Content-Transfer-Encoding: base64\r\n");
        lines.add(disposition(file));
        line("\r\n");
        if (file.type() == PERSONALISED) {
            flush(flag);
            String content = new String(file.data(), StandardCharsets.UTF_8);
            sections.add(
                    new Section(
                            sources.compile(file.name(), content, TextForm.PLAIN),
                            Section.Encoding.FILE,
                            flag));
        } else {
            line(base64(file.data()));
            flush(flag);
        }
    }

    /** Tags in the name make it a name of the recipient's own. */
    private Atom disposition(MailingSnapshot.File file) {
        List<Atom> name = sources.compile(file.name(), file.name(), TextForm.PLAIN);
        if (AtomText.isConstant(name)) {
            return Atom.literal(FileName.disposition(AtomText.constant(name)));
        }
        AtomText texts = sources.texts();
        return new Atom.Value(row -> FileName.disposition(texts.of(name, row)), false);
    }

    private static String type(MailingSnapshot.File file) {
        String type = HeaderText.clean(file.mimeType()).strip();
        return type.matches("[\\w.+-]+/[\\w.+-]+(;.*)?") ? type : "application/octet-stream";
    }

    private static String base64(byte[] data) {
        return Base64.getMimeEncoder(76, LINE_END).encodeToString(data).replace("\n", "\r\n")
                + "\r\n";
    }

    private void separator(String name) {
        line("--");
        lines.addAll(boundary(name));
        line("\r\n");
    }

    private void end(String name) {
        line("--");
        lines.addAll(boundary(name));
        line("--\r\n");
    }

    private List<Atom> boundary(String name) {
        return List.of(
                Atom.literal("-==" + boundary + name),
                new Atom.Value(row -> Long.toString(row.customerId()), false),
                Atom.literal("=="));
    }

    private void line(String text) {
        lines.add(Atom.literal(text));
    }

    private void flush() {
        flush(Atom.Alternative.ALL);
    }

    private void flush(int flag) {
        if (!lines.isEmpty()) {
            sections.add(new Section(lines, Section.Encoding.HEADERS, flag));
            lines = new ArrayList<>();
        }
    }
}
