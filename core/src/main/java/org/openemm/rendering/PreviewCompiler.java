package org.openemm.rendering;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openemm.content.ContentProblem;
import org.openemm.content.NamedAddress;
import org.openemm.rendering.mime.BodyEncoding;
import org.openemm.rendering.mime.Bytes;
import org.openemm.rendering.mime.HeaderText;
import org.openemm.rendering.mime.Sink;

/** Makes the texts of one mailing for people's eyes: the same as in mails, not encoded. */
final class PreviewCompiler {
    private final MailingSnapshot snapshot;
    private final RenderEnvironment environment;
    private final Addresses addresses;
    private final SourceCompiler sources;
    private final BodyContent content;

    PreviewCompiler(MailingSnapshot snapshot, RenderEnvironment environment, RenderMode mode) {
        this.snapshot = snapshot;
        this.environment = environment;
        addresses = new Addresses(snapshot, mode);
        sources =
                new SourceCompiler(
                        snapshot, new TagCompiler(snapshot, environment, addresses), addresses);
        content = new BodyContent(snapshot, addresses, sources, mode);
    }

    Preview preview(RecipientRow row) {
        BodyEncoding lines = BodyEncoding.preview();
        String header = text(header(), lines, row);
        NamedAddress from = NamedAddress.parse(snapshot.letter().from());
        Preview preview =
                new Preview(
                        row.customerId(),
                        plain("subject", snapshot.letter().subject(), row),
                        new NamedAddress(
                                        plain("from", from.name(), row),
                                        plain("from", from.address(), row))
                                .format(),
                        header,
                        text(content.text(), lines.wrapped(snapshot.letter().linefeed()), row),
                        snapshot.letter().mailFormat() == 0
                                ? ""
                                : text(content.html(), lines, row));
        requireSendable();
        return preview;
    }

    String html(RecipientRow row) {
        String html = text(content.html(), BodyEncoding.preview(), row);
        requireSendable();
        return html;
    }

    private List<Atom> header() {
        return new MailHeaders(
                        snapshot,
                        environment,
                        addresses,
                        sources,
                        MailParts.charset(snapshot.letter()))
                .lines(new MailDate(environment.clock()));
    }

    private String plain(String source, String text, RecipientRow row) {
        return HeaderText.clean(
                new AtomText(snapshot).of(sources.compile(source, text, TextForm.PLAIN), row));
    }

    private String text(List<Atom> atoms, BodyEncoding encoding, RecipientRow row) {
        UidSlots slots = new UidSlots(snapshot);
        Program program = Program.of(atoms, encoding, slots);
        UidSlots.Values uids = slots.values();
        uids.start(row);
        Bytes out = new Bytes(4096);
        Sink sink = encoding.sink();
        sink.begin(out);
        program.run(row, uids, sink);
        sink.end();
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }

    private void requireSendable() {
        List<ContentProblem> problems = sources.problems();
        if (!problems.isEmpty()) {
            throw new UnsendableMailing(problems);
        }
    }
}
