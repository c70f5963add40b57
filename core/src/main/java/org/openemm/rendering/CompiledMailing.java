package org.openemm.rendering;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.openemm.content.ContentProblem;
import org.openemm.rendering.mime.BodyEncoding;

/**
 * A mailing made ready for any number of recipients: what is the same for all of them is already in
 * the bytes that go over the wire. Immutable and thread-safe; every thread takes a {@link
 * #renderer()} of its own.
 */
public final class CompiledMailing {
    private static final String DEFAULT_BOUNDARY = "OPENEMM";

    private final MailingSnapshot snapshot;
    private final Supplier<MailSigner> signers;
    private final Addresses addresses;
    private final UidSlots uids;
    private final Program received;
    private final MailParts parts;
    private final Emptiness emptiness;

    private CompiledMailing(MailingSnapshot snapshot, RenderEnvironment environment) {
        this.snapshot = snapshot;
        signers = environment.signers().of(snapshot.dkim());
        addresses = new Addresses(snapshot, RenderMode.MAIL);
        uids = new UidSlots(snapshot);
        TagCompiler tags = new TagCompiler(snapshot, environment, addresses);
        SourceCompiler sources = new SourceCompiler(snapshot, tags, addresses);
        BodyContent content = new BodyContent(snapshot, addresses, sources, RenderMode.MAIL);
        MailHeaders headers =
                new MailHeaders(
                        snapshot,
                        environment,
                        addresses,
                        sources,
                        MailParts.charset(snapshot.letter()));
        TagValue date = new MailDate(environment.clock());
        List<Atom> html = content.html();
        parts =
                new MailParts(
                        snapshot.letter(),
                        snapshot.tenant()
                                .setting("mailout:ini.boundary")
                                .filter(text -> text.matches("[A-Za-z0-9]{1,20}"))
                                .orElse(DEFAULT_BOUNDARY),
                        sources,
                        uids,
                        new MailParts.Material(
                                headers.lines(date),
                                content.text(),
                                html,
                                content.inlineImages(html),
                                snapshot.files().stream()
                                        .filter(MailingSnapshot.File::isAttachment)
                                        .toList()));
        received =
                Program.of(
                        headers.received(date), BodyEncoding.headers(StandardCharsets.UTF_8), uids);
        emptiness =
                snapshot.letter().skipEmpty()
                        ? new Emptiness(content.text(), content.bareHtml(), new AtomText(snapshot))
                        : null;
        List<ContentProblem> problems = sources.problems();
        if (!problems.isEmpty()) {
            throw new UnsendableMailing(problems);
        }
    }

    /**
     * How to find out that there is nothing to send to a recipient; only there when such recipients
     * get no mail.
     */
    private record Emptiness(List<Atom> text, List<Atom> html, AtomText texts) {
        boolean isEmpty(RecipientRow row, boolean textOnly) {
            return texts.of(text, row).isBlank() && (textOnly || texts.of(html, row).isBlank());
        }
    }

    /**
     * Compiles a mailing.
     *
     * @throws UnsendableMailing its content has a tag that nobody knows
     */
    public static CompiledMailing of(MailingSnapshot snapshot, RenderEnvironment environment) {
        return new CompiledMailing(snapshot, environment);
    }

    /** As {@link #of(MailingSnapshot, RenderEnvironment)} for unsigned mails of this host, now. */
    public static CompiledMailing of(MailingSnapshot snapshot) {
        return of(snapshot, RenderEnvironment.of(Clock.systemUTC()));
    }

    /** Fills in recipients; for one thread. */
    public MailRenderer renderer() {
        return new MailRenderer(this);
    }

    public MailingSnapshot snapshot() {
        return snapshot;
    }

    /** Return path of all mails. */
    public String envelopeSender() {
        return addresses.envelopeSender();
    }

    /** A new one, for one thread; null for unsigned mails. */
    MailSigner signer() {
        return signers == null ? null : signers.get();
    }

    UidSlots uids() {
        return uids;
    }

    Program received() {
        return received;
    }

    MailParts parts() {
        return parts;
    }

    /** The form of a recipient: never richer than the mailing's. */
    int mailtype(RecipientRow row) {
        int wanted = Math.max(MailParts.TEXT, Math.min(row.mailtype(), MailParts.OFFLINE_HTML));
        return Math.min(wanted, Math.max(MailParts.TEXT, snapshot.letter().mailFormat()));
    }

    boolean isEmpty(int mailtype, RecipientRow row) {
        return emptiness != null && emptiness.isEmpty(row, mailtype == MailParts.TEXT);
    }
}
