package org.openemm.rendering;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openemm.config.ProductVersion;
import org.openemm.content.NamedAddress;
import org.openemm.rendering.mime.HeaderText;

/** The header of a mail up to its content type, in the order that mail servers know from us. */
final class MailHeaders {
    private static final int WAITING_FOR_CONFIRMATION = 5;

    private final MailingSnapshot snapshot;
    private final RenderEnvironment environment;
    private final Addresses addresses;
    private final SourceCompiler sources;
    private final Charset charset;
    private final AtomText texts;
    private final List<Atom> atoms = new ArrayList<>();

    MailHeaders(
            MailingSnapshot snapshot,
            RenderEnvironment environment,
            Addresses addresses,
            SourceCompiler sources,
            Charset charset) {
        this.snapshot = snapshot;
        this.environment = environment;
        this.addresses = addresses;
        this.sources = sources;
        this.charset = charset;
        this.texts = new AtomText(snapshot);
    }

    /** The line that says who made the mail; a signature goes right behind it. */
    List<Atom> received(TagValue date) {
        return List.of(
                Atom.literal("Received: by " + environment.hostName() + " for <"),
                new Atom.Value(MailHeaders::recipient, false),
                Atom.literal(">; "),
                new Atom.Value(date, false),
                Atom.literal("\r\n"));
    }

    /** All other lines but those about the content. */
    List<Atom> lines(TagValue date) {
        atoms.add(Atom.literal("Message-ID: <"));
        if (!snapshot.copies().isNone()) {
            atoms.add(new Atom.Value(row -> row.copy() == null ? "" : row.copy().mark(), false));
        }
        atoms.addAll(addresses.messageId(environment));
        atoms.add(Atom.literal(">\r\nDate: "));
        atoms.add(new Atom.Value(date, false));
        atoms.add(Atom.literal("\r\n"));
        String from =
                setting("header-from").isEmpty()
                        ? snapshot.letter().from()
                        : setting("header-from");
        String reply =
                setting("header-reply-to").isEmpty()
                        ? snapshot.letter().reply()
                        : setting("header-reply-to");
        address("From", from);
        if (isOther(reply, from)) {
            address("Reply-To", reply);
        }
        to();
        blindCopy();
        subject();
        lists();
        feedback();
        additional();
        atoms.add(Atom.literal(HeaderText.line("X-Mailer", mailer(), charset)));
        atoms.add(Atom.literal("MIME-Version: 1.0\r\n"));
        return atoms;
    }

    static String recipient(RecipientRow row) {
        return MailAddress.ascii(row.email());
    }

    private static boolean isOther(String reply, String from) {
        NamedAddress replyAddress = NamedAddress.parse(reply);
        return !replyAddress.address().isEmpty() && !replyAddress.equals(NamedAddress.parse(from));
    }

    private void address(String name, String stored) {
        NamedAddress address = NamedAddress.parse(stored);
        List<Atom> display = sources.compile(source(name), address.name(), TextForm.PLAIN);
        List<Atom> mailbox = sources.compile(source(name), address.address(), TextForm.PLAIN);
        if (AtomText.isConstant(display) && AtomText.isConstant(mailbox)) {
            atoms.add(
                    Atom.literal(
                            HeaderText.address(
                                    name,
                                    AtomText.constant(display),
                                    MailAddress.ascii(AtomText.constant(mailbox)),
                                    charset)));
            return;
        }
        atoms.add(
                new Atom.Value(
                        row -> address(name, texts.of(display, row), texts.of(mailbox, row)),
                        false));
    }

    /** A profile can make an address that is none: then answers go to the return path. */
    private String address(String name, String display, String mailbox) {
        String address = MailAddress.ascii(mailbox.strip());
        // Other characters than ASCII would need a server that takes them (RFC 6532).
        if (MailAddress.isUsable(address) && address.chars().allMatch(c -> c < 0x80)) {
            return HeaderText.address(name, display, address, charset);
        }
        return name.equals("From")
                ? HeaderText.address(name, display, addresses.envelopeSender(), charset)
                : "";
    }

    private static String source(String header) {
        return header.equals("From") ? "from" : "reply";
    }

    private void to() {
        String mark =
                switch (snapshot.run().statusField()) {
                    case 'A' -> "\"Adminmail\" ";
                    case 'T' -> "\"Testmail\" ";
                    default -> "";
                };
        atoms.add(Atom.literal("To: " + (mark(true) ? mark : "") + "<"));
        atoms.add(new Atom.Value(MailHeaders::recipient, false));
        atoms.add(Atom.literal(">\r\n"));
    }

    /** Who gets the copy stands in the copy alone, never in the recipient's mail. */
    private void blindCopy() {
        if (!snapshot.copies().blind().isEmpty()) {
            atoms.add(
                    new Atom.OnlyFor(
                            RecipientRow::isBlindCopy,
                            List.of(
                                    Atom.literal("Bcc: <"),
                                    new Atom.Value(row -> row.copy().address(), false),
                                    Atom.literal(">\r\n"))));
        }
    }

    /** Whether trial mails are marked here: in To by default, in the subject on demand. */
    private boolean mark(boolean inTo) {
        String mark = setting("admin-test-mark");
        return inTo
                ? mark.isEmpty() || mark.equalsIgnoreCase("to")
                : mark.equalsIgnoreCase("subject");
    }

    private void subject() {
        String mark =
                switch (snapshot.run().statusField()) {
                    case 'A' -> "[ADMIN] ";
                    case 'T' -> "[TEST] ";
                    default -> "";
                };
        List<Atom> subject =
                sources.compile(
                        "subject",
                        (mark(false) ? mark : "") + snapshot.letter().subject(),
                        TextForm.PLAIN);
        atoms.add(
                AtomText.isConstant(subject)
                        ? Atom.literal(
                                HeaderText.line("Subject", AtomText.constant(subject), charset))
                        : new Atom.Value(
                                row -> HeaderText.line("Subject", texts.of(subject, row), charset),
                                false));
    }

    private void lists() {
        String help = setting("list-help-url");
        if (snapshot.run().contentType().equalsIgnoreCase("transaction") && !help.isEmpty()) {
            if (help.toLowerCase(Locale.ROOT).startsWith("https://")) {
                atoms.add(
                        Atom.literal(
                                HeaderText.line("List-Help", "<" + fill(help) + ">", charset)));
            }
            return;
        }
        List<Atom> lines = new ArrayList<>(listId());
        List<Atom> optOut = optOut();
        if (snapshot.copies().blind().isEmpty()) {
            lines.addAll(optOut);
        } else if (!optOut.isEmpty()) {
            // A mail program would offer to unsubscribe, and nobody is there to be unsubscribed.
            lines.add(new Atom.OnlyFor(row -> !row.isBlindCopy(), optOut));
        }
        if (addresses.isOn("omit-list-informations-for-doi", false)) {
            atoms.add(new Atom.OnlyFor(row -> row.userStatus() != WAITING_FOR_CONFIRMATION, lines));
        } else {
            atoms.addAll(lines);
        }
    }

    private List<Atom> optOut() {
        List<Atom> lines = new ArrayList<>();
        String own = setting("list-unsubscribe");
        if (!own.equals("-")) {
            lines.add(Atom.literal("List-Unsubscribe: "));
            lines.addAll(
                    own.isEmpty() ? unsubscribe() : addresses.withUid(HeaderText.clean(fill(own))));
            lines.add(Atom.literal("\r\n"));
            String post = setting("list-unsubscribe-post");
            if (!post.equals("-")) {
                lines.add(
                        Atom.literal(
                                HeaderText.line(
                                        "List-Unsubscribe-Post",
                                        post.isEmpty() ? "List-Unsubscribe=One-Click" : post,
                                        charset)));
            }
        }
        return lines;
    }

    /** Which list the mail belongs to (RFC 2919), so that readers can filter by it. */
    private List<Atom> listId() {
        String id = setting("list-id");
        if (id.isEmpty()) {
            id = "%(mailinglist-id).%(company-id)." + addresses.messageDomain(environment);
        }
        return id.equals("-")
                ? List.of()
                : List.of(Atom.literal(HeaderText.line("List-Id", "<" + fill(id) + ">", charset)));
    }

    /** By what large receivers count complaints: mailing, list, kind of sending, sender. */
    private void feedback() {
        String id = setting("feedback-id");
        if (!id.equals("-")) {
            String value =
                    id.isEmpty()
                            ? "%(mailing-id):%(mailinglist-id):%(status-field):openemm%(company-id)"
                            : id;
            atoms.add(Atom.literal(HeaderText.line("Feedback-ID", fill(value), charset)));
        }
    }

    private List<Atom> unsubscribe() {
        String domain = snapshot.tenant().mailloopDomain();
        String mailbox = domain.isEmpty() ? addresses.envelopeSender() : "fbl@" + domain;
        List<Atom> value = new ArrayList<>();
        value.add(Atom.literal("<"));
        value.addAll(addresses.unsubscribe());
        value.add(Atom.literal(">,\r\n <mailto:" + mailbox + "?subject=unsubscribe:"));
        value.add(new Atom.UidRef(0, 0, ""));
        value.add(Atom.literal(">"));
        return value;
    }

    /**
     * Headers that the company adds: a list of settings, each {@code Name: text}; what stands there
     * anyway cannot be added again.
     */
    private void additional() {
        for (String name :
                (setting("header-add") + "," + setting("header-add+")).split("[,\\s]+")) {
            String value = name.isBlank() ? "" : setting(name);
            int colon = value.indexOf(':');
            if (colon > 0
                    && value.substring(0, colon).matches("[A-Za-z0-9-]+")
                    && !stands(value.substring(0, colon + 1))) {
                atoms.add(
                        Atom.literal(
                                HeaderText.line(
                                        value.substring(0, colon),
                                        fill(value.substring(colon + 1).strip()),
                                        charset)));
            }
        }
    }

    private boolean stands(String name) {
        return atoms.stream()
                .anyMatch(
                        atom ->
                                atom instanceof Atom.Literal literal
                                        && literal.text()
                                                .regionMatches(true, 0, name, 0, name.length()));
    }

    private String mailer() {
        String version = ProductVersion.current().text();
        String[] parts = version.split("\\.");
        String configured =
                setting("message-mailer").isEmpty()
                        ? setting("mailout:ini.mailer")
                        : setting("message-mailer");
        return configured.isEmpty()
                ? "OpenEMM " + version
                : configured
                        .replace("${ApplicationMajorVersion}", parts[0])
                        .replace("${ApplicationMinorVersion}", parts.length > 1 ? parts[1] : "0");
    }

    private String fill(String setting) {
        return Placeholders.fill(setting, snapshot);
    }

    private String setting(String name) {
        return snapshot.tenant().setting(name).map(String::strip).orElse("");
    }
}
