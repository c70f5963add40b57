package org.openemm.rendering;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.openemm.rendering.mime.BodyEncoding;

/**
 * The pieces of the mails of one mailing for every mail type, with and without attachments, each
 * encoded once.
 */
final class MailParts {
    static final int TEXT = 0;
    static final int OFFLINE_HTML = 2;

    private final BodyEncoding[] encodings;
    private final UidSlots uids;
    private final Map<List<Atom>, Program> programs = new IdentityHashMap<>();
    private final List<List<Part>> layouts = new ArrayList<>();
    private final int[] attachmentFlags;

    /** A piece of a mail for one encoding, for the recipients with a flag. */
    record Part(Program program, int encoding, int flag) {
        boolean isFor(RecipientRow row) {
            return has(row, flag);
        }
    }

    /** What the parts are made of. */
    record Material(
            List<Atom> header,
            List<Atom> text,
            List<Atom> html,
            List<MailLayout.InlineImage> images,
            List<MailingSnapshot.File> attachments) {}

    MailParts(
            MailingSnapshot.Letter letter,
            String boundary,
            SourceCompiler sources,
            UidSlots uids,
            Material material) {
        this.uids = uids;
        Charset charset = charset(letter);
        BodyEncoding body = BodyEncoding.of(letter.encoding(), charset);
        encodings =
                new BodyEncoding[] {
                    BodyEncoding.headers(StandardCharsets.UTF_8),
                    body.wrapped(letter.linefeed()),
                    body,
                    BodyEncoding.of("base64", charset)
                };
        attachmentFlags =
                material.attachments().stream()
                        .mapToInt(file -> sources.flag(file.targetId()))
                        .toArray();
        for (boolean mixed : new boolean[] {false, true}) {
            for (int mailtype = TEXT; mailtype <= OFFLINE_HTML; mailtype++) {
                MailLayout layout = new MailLayout(sources, charset, body.transferName(), boundary);
                layouts.add(
                        parts(
                                material.header(),
                                layout.sections(
                                        material.text(),
                                        mailtype == TEXT ? null : material.html(),
                                        mailtype == OFFLINE_HTML ? material.images() : List.of(),
                                        mixed ? material.attachments() : List.of())));
            }
        }
    }

    static Charset charset(MailingSnapshot.Letter letter) {
        try {
            return Charset.forName(letter.charset());
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static boolean has(RecipientRow row, int flag) {
        return flag == Atom.Alternative.ALL || flag >= 0 && row.targetFlags()[flag];
    }

    BodyEncoding[] encodings() {
        return encodings;
    }

    /** Whether no line of a mail can begin with a dot. */
    boolean isDotSafe() {
        return encodings[2].isDotSafe();
    }

    List<Part> of(int mailtype, RecipientRow row) {
        int mixed = 0;
        for (int flag : attachmentFlags) {
            if (has(row, flag)) {
                mixed = 1;
            }
        }
        return layouts.get(mixed * (OFFLINE_HTML + 1) + mailtype);
    }

    private List<Part> parts(List<Atom> header, List<MailLayout.Section> sections) {
        List<Part> parts = new ArrayList<>();
        parts.add(
                part(
                        new MailLayout.Section(
                                header,
                                MailLayout.Section.Encoding.HEADERS,
                                Atom.Alternative.ALL)));
        sections.forEach(section -> parts.add(part(section)));
        return List.copyOf(parts);
    }

    private Part part(MailLayout.Section section) {
        int encoding = section.encoding().ordinal();
        Program program =
                programs.computeIfAbsent(
                        section.atoms(), atoms -> Program.of(atoms, encodings[encoding], uids));
        return new Part(program, encoding, section.flag());
    }
}
