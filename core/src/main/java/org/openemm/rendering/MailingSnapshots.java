package org.openemm.rendering;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.openemm.content.AddressList;
import org.openemm.content.FieldUse;
import org.openemm.content.MediaParameters;
import org.openemm.content.NamedAddress;
import org.openemm.database.Transaction;
import org.openemm.dkim.SenderKeys;

/** Takes the snapshot of a mailing that a run is made from. */
public final class MailingSnapshots {
    /** Licence of OpenEMM in UIDs and image addresses. */
    private static final long LICENCE = 0;

    /** Kinds of run without blind copies: admin, test, preview. */
    private static final String NO_COPIES = "ATP";

    private MailingSnapshots() {}

    /**
     * Reads a mailing of a company.
     *
     * @param keys finds the keys that sign for its sender
     * @param statusId row of maildrop_status_tbl, 0 for a preview
     * @param statusField its kind, {@code P} for a preview
     * @throws org.openemm.NotFound no such mailing in this company
     */
    public static MailingSnapshot take(
            Transaction tx,
            SenderKeys keys,
            int companyId,
            int mailingId,
            int statusId,
            char statusField,
            Instant sendDate) {
        MailingSnapshot mailing =
                take(tx, companyId, mailingId, statusId, statusField, sendDate, Draft.NONE);
        String from =
                mailing.tenant()
                        .setting("header-from")
                        .map(String::strip)
                        .orElse(mailing.letter().from());
        return mailing.withKeys(
                keys.find(tx, companyId, mailing.tenant().settings(), from, sendDate));
    }

    /**
     * As the other for somebody's eyes only: without keys, with content that is not saved yet in
     * the place of what is stored.
     */
    static MailingSnapshot take(
            Transaction tx,
            int companyId,
            int mailingId,
            int statusId,
            char statusField,
            Instant sendDate,
            Draft draft) {
        SnapshotStore store = new SnapshotStore(tx, companyId, mailingId);
        ContentStore content = new ContentStore(tx, companyId, mailingId);
        SnapshotStore.MailingFacts mailing = store.mailing();
        MediaParameters parameters = store.mediaParameters();
        MailingSnapshot.Letter letter = letter(parameters);
        String html = draft.html() == null ? content.frame("agnHtml") : draft.html();
        String text = draft.text() == null ? content.frame("agnText") : draft.text();
        List<MailingSnapshot.Block> blocks = draft.over(content.blocks());
        List<MailingSnapshot.Link> links = content.links();
        List<MailingSnapshot.File> files = content.files();
        MailingSnapshot.Tenant tenant = tenant(companyId, store, mailing);
        List<String> texts = texts(letter, html, text, blocks, links, files);
        List<MailingSnapshot.Column> columns = new ArrayList<>(columns(store, texts, blocks));
        columns.addAll(
                new DatabaseTags(tx, tenant, mailingId, mailing.mailinglistId()).columns(texts));
        return new MailingSnapshot(
                tenant,
                new MailingSnapshot.Run(
                        mailingId,
                        mailing.mailinglistId(),
                        mailing.name(),
                        statusId,
                        statusField,
                        sendDate,
                        0,
                        mailing.contentType()),
                letter,
                html,
                text,
                blocks,
                links,
                files,
                store.titles(),
                store.dateFormats(),
                columns,
                store.targets(targetIds(blocks, files)),
                List.of(),
                copies(parameters, statusField));
    }

    /** Trials and previews are for those who make the mailing; nobody else gets copies of them. */
    private static MailingSnapshot.Copies copies(MediaParameters parameters, char statusField) {
        if (NO_COPIES.indexOf(statusField) >= 0) {
            return MailingSnapshot.Copies.NONE;
        }
        List<String> blind =
                AddressList.parse(parameters.get("bcc", "")).stream()
                        .map(MailAddress::ascii)
                        .filter(MailAddress::isUsable)
                        .distinct()
                        .toList();
        return new MailingSnapshot.Copies(blind, List.of());
    }

    private static MailingSnapshot.Tenant tenant(
            int companyId, SnapshotStore store, SnapshotStore.MailingFacts mailing) {
        SnapshotStore.CompanyFacts company = store.company();
        Map<String, String> settings = store.settings();
        String rdirDomain = mailing.rdirDomain();
        if (rdirDomain.isEmpty()) {
            rdirDomain = company.rdirDomain();
        }
        if (rdirDomain.isEmpty()) {
            rdirDomain = settings.getOrDefault("url-default", "");
        }
        return new MailingSnapshot.Tenant(
                companyId,
                LICENCE,
                rdirDomain.endsWith("/")
                        ? rdirDomain.substring(0, rdirDomain.length() - 1)
                        : rdirDomain,
                company.secretKey(),
                company.token(),
                company.mailloopDomain(),
                settings);
    }

    private static MailingSnapshot.Letter letter(MediaParameters parameters) {
        return new MailingSnapshot.Letter(
                parameters.get("from", ""),
                parameters.get("reply", ""),
                NamedAddress.parse(parameters.get("envelope", "")).address(),
                parameters.get("subject", ""),
                parameters.get("preheader", ""),
                parameters.get("charset", "UTF-8"),
                parameters.get("encoding", "quoted-printable"),
                parameters.number("mailformat", 2),
                parameters.number("linefeed", 72),
                parameters.get("onepixlog", "top"),
                parameters.isTrue("skipempty"));
    }

    private static List<String> texts(
            MailingSnapshot.Letter letter,
            String html,
            String text,
            List<MailingSnapshot.Block> blocks,
            List<MailingSnapshot.Link> links,
            List<MailingSnapshot.File> files) {
        List<String> texts =
                new ArrayList<>(
                        List.of(
                                html,
                                text,
                                letter.subject(),
                                letter.from(),
                                letter.reply(),
                                letter.preheader()));
        blocks.forEach(block -> block.contents().forEach(content -> texts.add(content.text())));
        links.forEach(link -> link.extensions().forEach(extension -> texts.add(extension.value())));
        files.stream()
                .filter(file -> file.type() == ContentStore.PERSONALISED_ATTACHMENT)
                .forEach(file -> texts.add(new String(file.data(), StandardCharsets.UTF_8)));
        files.stream()
                .filter(MailingSnapshot.File::isAttachment)
                .forEach(file -> texts.add(file.name()));
        return texts;
    }

    private static List<MailingSnapshot.Column> columns(
            SnapshotStore store, List<String> texts, List<MailingSnapshot.Block> blocks) {
        Set<String> names = new LinkedHashSet<>();
        texts.forEach(text -> names.addAll(FieldUse.of(text)));
        blocks.stream().map(MailingSnapshot.Block::interest).forEach(names::add);
        return store.columns(names);
    }

    private static Set<Integer> targetIds(
            List<MailingSnapshot.Block> blocks, List<MailingSnapshot.File> files) {
        Set<Integer> ids = new TreeSet<>();
        blocks.forEach(block -> block.contents().forEach(content -> ids.add(content.targetId())));
        files.forEach(file -> ids.add(file.targetId()));
        ids.remove(0);
        return ids;
    }
}
