package org.openemm.rendering;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openemm.dkim.SigningKey;

/**
 * Everything of one mailing that rendering needs, frozen when its generation starts: later changes
 * of the mailing do not reach a run that has begun. Travels in package files as JSON, so that a
 * mailer needs no database.
 *
 * @param html the HTML frame (component agnHtml)
 * @param text the text frame (component agnText)
 * @param blocks content blocks in use
 * @param links measurable links
 * @param files hosted images and attachments
 * @param titles forms of address that the company may use
 * @param dateFormats patterns of date_tbl by type
 * @param columns profile fields that the content uses; a recipient's values come in this order
 * @param targets target groups that choose content; a recipient's flags come in this order
 * @param dkim keys that sign the mails; none for unsigned ones
 * @param copies who gets copies of mails
 */
public record MailingSnapshot(
        Tenant tenant,
        Run run,
        Letter letter,
        String html,
        String text,
        List<Block> blocks,
        List<Link> links,
        List<File> files,
        List<Title> titles,
        Map<Integer, String> dateFormats,
        List<Column> columns,
        List<Target> targets,
        List<SigningKey> dkim,
        Copies copies) {

    public MailingSnapshot {
        blocks = List.copyOf(blocks);
        links = List.copyOf(links);
        files = List.copyOf(files);
        titles = List.copyOf(titles);
        dateFormats = Map.copyOf(dateFormats);
        columns = List.copyOf(columns);
        targets = List.copyOf(targets);
        dkim = List.copyOf(dkim);
        // Packages of earlier versions know nothing of copies.
        copies = copies == null ? Copies.NONE : copies;
    }

    /** A mailing of which nobody gets copies. */
    public MailingSnapshot(
            Tenant tenant,
            Run run,
            Letter letter,
            String html,
            String text,
            List<Block> blocks,
            List<Link> links,
            List<File> files,
            List<Title> titles,
            Map<Integer, String> dateFormats,
            List<Column> columns,
            List<Target> targets,
            List<SigningKey> dkim) {
        this(
                tenant,
                run,
                letter,
                html,
                text,
                blocks,
                links,
                files,
                titles,
                dateFormats,
                columns,
                targets,
                dkim,
                Copies.NONE);
    }

    /**
     * Who gets copies.
     *
     * @param blind addresses that get a copy of each mail that was sent
     * @param samples addresses that get the first mail of the run as if it were for them
     */
    public record Copies(List<String> blind, List<String> samples) {
        public static final Copies NONE = new Copies(List.of(), List.of());

        public Copies {
            blind = List.copyOf(blind);
            samples = List.copyOf(samples);
        }

        /** The copies of each mail. */
        public List<MailCopy> ofEach() {
            return IntStream.range(0, blind.size())
                    .mapToObj(i -> MailCopy.blind(i, blind.get(i)))
                    .toList();
        }

        /** The samples, made of the first mail. */
        public List<MailCopy> ofFirst() {
            return IntStream.range(0, samples.size())
                    .mapToObj(i -> MailCopy.sample(i, samples.get(i)))
                    .toList();
        }

        @JsonIgnore
        boolean isNone() {
            return blind.isEmpty() && samples.isEmpty();
        }
    }

    /**
     * The company.
     *
     * @param rdirDomain address that all links start with, without slash at the end
     * @param secretKey signs UIDs; never logged
     * @param token public name for forms; may be empty
     * @param mailloopDomain domain that takes bounces and unsubscribe mails; may be empty
     * @param settings values of company_info_tbl and config_tbl (class mailout) that shape mails,
     *     by name; the company's own before those of all companies
     */
    public record Tenant(
            int companyId,
            long licence,
            String rdirDomain,
            String secretKey,
            String token,
            String mailloopDomain,
            Map<String, String> settings) {
        public Tenant {
            settings = Map.copyOf(settings);
        }

        public Optional<String> setting(String name) {
            return Optional.ofNullable(settings.get(name)).filter(value -> !value.isBlank());
        }

        /** Without the secret key. */
        @Override
        public String toString() {
            return "Tenant[" + companyId + "]";
        }
    }

    /**
     * The run.
     *
     * @param statusId maildrop_status_tbl.status_id; 0 for previews
     * @param statusField kind of run: W, A, T, R, E, D; P for previews
     * @param sendDate when the run is sent; stands in every UID
     * @param subscribers how many recipients the run has
     * @param contentType mailing_tbl.content_type: transaction, advertising or empty
     */
    public record Run(
            int mailingId,
            int mailinglistId,
            String mailingName,
            int statusId,
            char statusField,
            Instant sendDate,
            long subscribers,
            String contentType) {}

    /**
     * The parameters of the medium e-mail.
     *
     * @param from address, with or without name; may hold tags
     * @param reply as from; may be empty
     * @param envelope return path; empty: the sender's address
     * @param charset name that Java knows
     * @param encoding quoted-printable, 8bit, base64 or none
     * @param mailFormat richest form: 0 text, 1 HTML, 2 HTML with images inside
     * @param linefeed text lines are broken after so many characters; 0: never
     * @param pixel top, bottom or none
     * @param skipEmpty recipients with empty content get no mail
     */
    public record Letter(
            String from,
            String reply,
            String envelope,
            String subject,
            String preheader,
            String charset,
            String encoding,
            int mailFormat,
            int linefeed,
            String pixel,
            boolean skipEmpty) {}

    /**
     * A content block.
     *
     * @param contents in the order they are tried
     * @param interest profile field by whose value such blocks are sorted; empty for none
     * @param noLinkExtension links inside get no link extension
     */
    public record Block(
            String name, List<Content> contents, String interest, boolean noLinkExtension) {
        public Block {
            contents = List.copyOf(contents);
        }
    }

    /**
     * One content of a block.
     *
     * @param targetId 0: for everybody
     */
    public record Content(int targetId, String text) {}

    /**
     * A link of the mailing.
     *
     * @param url address as it stands in content, entities read
     * @param originalUrl its address before a change after sending; may be empty
     * @param usage bits: 1 measured in text, 2 in HTML
     * @param extensions name and value of parameters added to the address
     */
    public record Link(
            int id, String url, String originalUrl, int usage, List<Extension> extensions) {
        public Link {
            extensions = List.copyOf(extensions);
        }
    }

    /** A parameter added to an address. */
    public record Extension(String name, String value) {}

    /**
     * A file of the mailing.
     *
     * @param type component_tbl.comptype: 1 and 5 image, 3 attachment, 4 personalised attachment, 7
     *     precoded attachment
     * @param link address behind an image (agnIMGLINK); may be empty
     * @param targetId attachments only: target group that gets it, 0 for everybody
     */
    public record File(
            int type, String name, String mimeType, byte[] data, String link, int targetId) {
        boolean isImage() {
            return type == 1 || type == 5;
        }

        boolean isAttachment() {
            return type == 3 || type == 4 || type == 7;
        }
    }

    /** A form of address with its text per gender. */
    public record Title(int id, Map<Integer, String> texts) {
        public Title {
            texts = Map.copyOf(texts);
        }
    }

    /**
     * A profile field, or a tag of the tag catalogue (tag_tbl) that the database computes.
     *
     * @param column name in the database; empty for a tag
     * @param name display name; for a tag what {@link DatabaseTags} calls it
     * @param sql expression on alias cust of a tag, never from outside the database; empty for a
     *     field
     */
    public record Column(String column, String name, Type type, String sql) {
        /** A profile field. */
        public Column(String column, String name, Type type) {
            this(column, name, type, "");
        }

        /** How a value is written in a {@link RecipientRow}. */
        public enum Type {
            TEXT,
            /** Digits with an optional sign. */
            INTEGER,
            /** Plain decimal number with a point. */
            FLOAT,
            /** {@code yyyy-MM-dd HH:mm:ss}. */
            DATE
        }
    }

    /**
     * A target group.
     *
     * @param sql condition on alias cust; never from outside the database
     */
    public record Target(int id, String sql) {}

    /** A copy that knows how many recipients the run has. */
    public MailingSnapshot withSubscribers(long subscribers) {
        Run known =
                new Run(
                        run.mailingId,
                        run.mailinglistId,
                        run.mailingName,
                        run.statusId,
                        run.statusField,
                        run.sendDate,
                        subscribers,
                        run.contentType);
        return with(known, dkim, copies);
    }

    /** A copy of which these addresses get samples. */
    public MailingSnapshot withSamples(List<String> addresses) {
        return with(run, dkim, new Copies(copies.blind(), addresses));
    }

    /** A copy of which these addresses get blind copies. */
    public MailingSnapshot withBlindCopies(List<String> addresses) {
        return with(run, dkim, new Copies(addresses, copies.samples()));
    }

    /** A copy that is signed with these keys. */
    MailingSnapshot withKeys(List<SigningKey> keys) {
        return with(run, keys, copies);
    }

    private MailingSnapshot with(Run otherRun, List<SigningKey> keys, Copies otherCopies) {
        return new MailingSnapshot(
                tenant,
                otherRun,
                letter,
                html,
                text,
                blocks,
                links,
                files,
                titles,
                dateFormats,
                columns,
                targets,
                keys,
                otherCopies);
    }

    /** Position of a field by column or display name in any case, or -1. */
    @JsonIgnore
    public int columnIndex(String name) {
        if (name.isBlank()) {
            return -1;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).column().equalsIgnoreCase(name)) {
                return i;
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Position of a target group's flag, or -1. */
    int targetIndex(int targetId) {
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).id() == targetId) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Column list of the one SELECT that feeds this mailing; needs customer table {@code cust} and
     * binding table {@code bind} (outer joined in previews). Read with {@link RecipientRow#read}.
     */
    public String selectColumnsSql() {
        return RecipientRow.selectList(this);
    }
}
