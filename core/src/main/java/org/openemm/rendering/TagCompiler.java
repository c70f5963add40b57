package org.openemm.rendering;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openemm.content.FieldUse;
import org.openemm.content.KnownTag;
import org.openemm.content.LinkTags;
import org.openemm.content.Tag;

/** Turns a single tag, other than those of content blocks, into atoms. */
final class TagCompiler {
    private final MailingSnapshot snapshot;
    private final RenderEnvironment environment;
    private final Addresses addresses;
    private final FieldValues fields;
    private final DateValues dates;
    private final TitleValues titles;

    TagCompiler(MailingSnapshot snapshot, RenderEnvironment environment, Addresses addresses) {
        this.snapshot = snapshot;
        this.environment = environment;
        this.addresses = addresses;
        fields = new FieldValues(snapshot);
        dates = new DateValues(snapshot);
        titles = new TitleValues(snapshot);
    }

    /**
     * @return empty for a tag that nobody knows
     */
    Optional<List<Atom>> compile(Tag tag, TextForm form) {
        return atoms(tag, form).map(atoms -> filtered(tag, atoms));
    }

    private List<Atom> filtered(Tag tag, List<Atom> atoms) {
        String filter = tag.parameter("filter", "");
        if (filter.isBlank()) {
            return atoms;
        }
        Expression condition = DateValues.formula(filter);
        if (condition == null) {
            return List.of();
        }
        RowVariables variables = new RowVariables(snapshot);
        return List.of(
                new Atom.OnlyFor(
                        row -> condition.isTrue(name -> variables.value(row, name)), atoms));
    }

    private Optional<List<Atom>> atoms(Tag tag, TextForm form) {
        KnownTag known = KnownTag.find(tag.name()).orElse(null);
        if (known != null) {
            return Optional.of(known(known, tag, form));
        }
        int computed = snapshot.columnIndex(DatabaseTags.key(tag));
        if (computed >= 0) {
            boolean constant = DatabaseTags.isConstant(snapshot.columns().get(computed).sql());
            return Optional.of(
                    value(FieldValues.plain(computed), constant ? TextForm.PLAIN : form));
        }
        int index = snapshot.columnIndex(FieldUse.fieldName(tag));
        return index < 0 ? Optional.empty() : Optional.of(value(FieldValues.plain(index), form));
    }

    private List<Atom> known(KnownTag known, Tag tag, TextForm form) {
        return switch (known) {
            case DB -> value(fields.of(tag), form);
            case EMAIL -> value(email(tag), form);
            case CUSTOMERID -> value(row -> Long.toString(row.customerId()), form);
            case MAILTYPE -> value(row -> Integer.toString(row.mailtype()), form);
            case DATE -> value(dates.date(tag), form);
            case SENDDATE -> value(dates.sendDate(tag), form);
            case AGE -> value(dates.age(tag), form);
            case ALTER -> value(dates.years(tag), form);
            case CUSTOMDATE -> value(dates.customDate(tag), form);
            case DAYS_UNTIL -> value(dates.daysUntil(tag), form);
            case TITLE, TITLEFULL, TITLEFIRST -> title(known, tag, form);
            case IMAGE -> List.of(Atom.literal(addresses.image(tag.parameter("name", ""))));
            case IMGLINK -> List.of(Atom.literal(imageLink(tag.parameter("name", ""))));
            case FORM, PROFILE, UNSUBSCRIBE, FULLVIEW, WEBVIEW -> addresses.withUid(link(tag));
            case ONEPIXEL -> addresses.pixel();
            case CLEARANCE -> addresses.withUid(addresses.clearance());
            case UID -> List.of(new Atom.UidRef(0, 0, uidPrefix(tag)));
            case MESSAGEID -> addresses.messageId(environment);
            case SUBSCRIBERCOUNT ->
                    List.of(Atom.literal(SubscriberCount.of(tag, snapshot.run().subscribers())));
            case SYSINFO -> systemInfo(tag, form);
            // Sharing buttons are not offered; blocks and the pre-header are handled elsewhere.
            case SWYN, DYN, DVALUE, PREHEADER -> List.of();
        };
    }

    /**
     * Values of recipients never bring HTML of their own into a mail, unless the company wants it.
     */
    private List<Atom> value(TagValue value, TextForm form) {
        return List.of(
                new Atom.Value(value, form == TextForm.HTML && !addresses.isHtmlAllowedInFields()));
    }

    /** Prefix and postfix are the author's and may hold HTML. */
    private List<Atom> title(KnownTag known, Tag tag, TextForm form) {
        if (form != TextForm.HTML
                || addresses.isHtmlAllowedInFields()
                || !tag.parameters().containsKey("prefix")
                        && !tag.parameters().containsKey("postfix")) {
            return value(titles.of(known, tag), form);
        }
        return List.of(new Atom.Value(titles.escaped(known, tag), false));
    }

    private static TagValue email(Tag tag) {
        return tag.parameter("code", "").equalsIgnoreCase("punycode")
                ? row -> MailAddress.ascii(row.email())
                : RecipientRow::email;
    }

    private String link(Tag tag) {
        return LinkTags.url(tag, addresses.domain()).orElse("");
    }

    private String imageLink(String name) {
        String image = addresses.image(name);
        String link =
                snapshot.files().stream()
                        .filter(file -> file.isImage() && file.name().equals(name))
                        .map(MailingSnapshot.File::link)
                        .findFirst()
                        .orElse("");
        return "<a href=\"" + link + "\"><img src=\"" + image + "\" border=\"0\"></a>";
    }

    private static String uidPrefix(Tag tag) {
        String prefix = tag.parameter("prefix", "");
        return prefix.matches("[A-Za-z0-9_-]{0,64}") ? prefix : "";
    }

    private List<Atom> systemInfo(Tag tag, TextForm form) {
        String text =
                switch (tag.parameter("name", "").toUpperCase(Locale.ROOT)) {
                    case "FQDN" -> environment.hostName();
                    case "EPOCH" -> Long.toString(snapshot.run().sendDate().getEpochSecond());
                    case "RFCDATE" ->
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    snapshot.run().sendDate().atZone(ZoneOffset.UTC));
                    case "MFROM", "RPATH" -> addresses.envelopeSender();
                    default -> tag.parameter("default", "");
                };
        return value(row -> text, form);
    }

    static String urlEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
