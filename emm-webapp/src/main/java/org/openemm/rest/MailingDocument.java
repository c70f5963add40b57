package org.openemm.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.mailing.BlockContent;
import org.openemm.mailing.ContentBlock;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.LinkExtension;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingContent;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailing.MailingFile;
import org.openemm.mailing.TargetExpression;
import org.openemm.mailing.TrackableLink;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.target.Target;

/** A mailing with everything in it. Ids of 0 and empty texts are left out. */
final class MailingDocument {
    private static final String VERSION = "1.1.0";
    private static final int FRAME = 0;

    private final Core core;

    MailingDocument(Core core) {
        this.core = core;
    }

    /** The actor has been let in to export. */
    Object of(Actor exporter, Mailing mailing) {
        Actor actor =
                Grants.with(
                        exporter,
                        "mailing.content.show",
                        "mailing.components.show",
                        "mailing.attachments.show",
                        "targets.show");
        MailingDraft settings = mailing.settings();
        MailingContent content = core.mailingContents().get(actor, mailing.id());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", VERSION);
        document.put("company_id", actor.companyId());
        document.put("id", mailing.id());
        put(document, "shortname", mailing.name());
        put(document, "description", settings.description());
        list(document, actor, settings.mailinglistId());
        document.put("mailingtype", settings.type().name());
        put(document, "target_expression", settings.targetExpression());
        if (mailing.template()) {
            document.put("is_template", true);
        }
        document.put(
                "mailing_content_type", settings.transactional() ? "transaction" : "advertising");
        if (mailing.created() != null) {
            document.put("creation_date", Dates.text(mailing.created()));
        }
        document.put("mediatypes", List.of(email(settings.email())));
        document.put("components", components(actor, mailing.id(), content));
        document.put("contents", content.blocks().stream().map(MailingDocument::block).toList());
        document.put(
                "links",
                core.mailingLinks().list(actor, mailing.id(), false).stream()
                        .map(MailingDocument::link)
                        .toList());
        document.put("targets", targets(actor, settings, content));
        return document;
    }

    private void list(Map<String, Object> document, Actor actor, int id) {
        core.mailinglists().all(actor).stream()
                .filter(list -> list.id() == id)
                .findFirst()
                .ifPresent(
                        (Mailinglist list) -> {
                            document.put("mailinglist_id", list.id());
                            put(document, "mailinglist_shortname", list.name());
                            put(document, "mailinglist_description", list.description());
                        });
    }

    private static Map<String, Object> email(EmailSettings settings) {
        Map<String, Object> email = new LinkedHashMap<>();
        email.put("type", "EMAIL");
        email.put("priority", 1);
        email.put("status", "Active");
        put(email, "subject", settings.subject());
        put(email, "preHeader", settings.preheader());
        put(email, "from_address", settings.from().address());
        put(email, "from_fullname", settings.from().name());
        put(email, "reply_address", settings.reply().address());
        put(email, "reply_fullname", settings.reply().name());
        put(email, "envelope", settings.envelope());
        put(email, "charset", settings.charset());
        email.put("mailformat", settings.format().name());
        put(email, "followup_for", settings.followUp().mailingId());
        if (settings.followUp().isSet()) {
            email.put("followup_method", settings.followUp().method().parameter());
        }
        email.put("onepixel", settings.openingPixel().name());
        put(email, "linefeed", settings.linefeed());
        return email;
    }

    private List<Object> components(Actor actor, int mailingId, MailingContent content) {
        List<Object> all = new ArrayList<>();
        all.add(frame("agnText", "text/plain", content.text()));
        all.add(frame("agnHtml", "text/html", content.html()));
        Stream.concat(
                        core.mailingFiles().images(actor, mailingId).stream(),
                        core.mailingFiles().attachments(actor, mailingId).stream())
                .forEach(
                        file ->
                                all.add(
                                        file(
                                                file,
                                                core.mailingFiles()
                                                        .content(actor, mailingId, file.id())
                                                        .bytes())));
        return all;
    }

    private static Map<String, Object> frame(String name, String mimeType, String text) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("name", name);
        frame.put("type", FRAME);
        put(frame, "emm_block", text);
        frame.put("mimetype", mimeType);
        return frame;
    }

    private static Map<String, Object> file(MailingFile file, byte[] bytes) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", file.id());
        put(shown, "name", file.name());
        put(shown, "description", file.description());
        shown.put("type", file.kind() == MailingFile.Kind.ATTACHMENT ? 3 : 5);
        put(shown, "target_id", file.targetId());
        put(shown, "url", file.link());
        put(shown, "mimetype", file.mimeType());
        shown.put("bin_block", Base64.getEncoder().encodeToString(zip(file.name(), bytes)));
        return shown;
    }

    private static byte[] zip(String name, byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static Map<String, Object> block(ContentBlock block) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", block.id());
        shown.put("name", block.name());
        List<Object> contents = new ArrayList<>();
        for (BlockContent content : block.contents()) {
            Map<String, Object> one = new LinkedHashMap<>();
            put(one, "id", content.id());
            put(one, "target_id", content.targetId());
            one.put("order", contents.size() + 1);
            one.put("text", content.text());
            contents.add(one);
        }
        shown.put("content", contents);
        return shown;
    }

    private static Map<String, Object> link(TrackableLink link) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", link.id());
        put(shown, "name", link.name());
        shown.put("url", link.url());
        shown.put("usage", link.usage().code());
        shown.put("administrative", link.admin());
        List<Object> properties = new ArrayList<>();
        for (LinkExtension extension : link.extensions()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", extension.name());
            one.put("value", extension.value());
            one.put("type", "LinkExtension");
            properties.add(one);
        }
        if (!properties.isEmpty()) {
            shown.put("properties", properties);
        }
        return shown;
    }

    /** Those that the mailing or its contents name. */
    private List<Object> targets(Actor actor, MailingDraft settings, MailingContent content) {
        Set<Integer> used = TargetExpression.ids(settings.targetExpression());
        content.blocks()
                .forEach(block -> block.contents().forEach(one -> used.add(one.targetId())));
        List<Object> all = new ArrayList<>();
        for (Target target : core.targets().all(actor)) {
            if (used.contains(target.id())) {
                Map<String, Object> shown = new LinkedHashMap<>();
                shown.put("id", target.id());
                put(shown, "name", target.name());
                put(shown, "description", target.description());
                put(shown, "sql", target.sql());
                put(shown, "eql", target.eql());
                all.add(shown);
            }
        }
        return all;
    }

    private static void put(Map<String, Object> document, String name, String value) {
        if (value != null && !value.isEmpty()) {
            document.put(name, value);
        }
    }

    private static void put(Map<String, Object> document, String name, int value) {
        if (value != 0) {
            document.put(name, value);
        }
    }
}
