package org.openemm.mailing;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Frames and content blocks of mailings and templates. Saving makes the blocks that the frame newly
 * asks for, and registers the links.
 *
 * <p>Content with unknown tags can be saved, so that nobody loses work; it cannot be sent (see
 * {@link MailingChecks}).
 */
public final class MailingContents {
    private final Database database;
    private final ActivityLog activityLog;
    private final Clock clock;

    public MailingContents(Database database, ActivityLog activityLog, Clock clock) {
        this.database = database;
        this.activityLog = activityLog;
        this.clock = clock;
    }

    /**
     * @throws NotFound no such mailing or template
     */
    public MailingContent get(Actor actor, int mailingId) {
        return database.inTransaction(tx -> get(tx, actor, mailingId));
    }

    /** As {@link #get(Actor, int)} inside a transaction. */
    public MailingContent get(Transaction tx, Actor actor, int mailingId) {
        actor.require("mailing.content.show");
        MailingStore.get(tx, actor, mailingId);
        return read(tx, mailingId);
    }

    /**
     * Saves the frame.
     *
     * @param html null leaves it as it is
     * @param text null leaves it as it is
     * @param version of the frame the person saw; null or empty: whatever it is now
     * @throws InvalidInput elements that mail programs refuse; sent already; changed by somebody
     *     else since
     */
    public void save(Actor actor, int mailingId, String html, String text, String version) {
        database.run(tx -> save(tx, actor, mailingId, html, text, version));
    }

    /** As {@link #save(Actor, int, String, String, String)} inside a transaction. */
    public void save(
            Transaction tx, Actor actor, int mailingId, String html, String text, String version) {
        MailingRow row = MailingEditing.begin(tx, actor, mailingId);
        ContentRules.check("html", html);
        ContentRules.check("text", text);
        Fingerprint.check(version, read(tx, mailingId).version());
        Instant now = clock.instant();
        if (html != null) {
            ContentStore.saveFrame(tx, row, ContentStore.HTML, html, now);
        }
        if (text != null) {
            ContentStore.saveFrame(tx, row, ContentStore.TEXT, text, now);
        }
        finish(tx, actor, row, "edit content", now);
    }

    /**
     * Saves the contents of one block, in the order in which they are to be tried. Empty contents
     * are left out.
     *
     * @param version of the block the person saw; null or empty: whatever it is now
     * @throws NotFound the mailing has no such block
     * @throws InvalidInput two contents for the same target group; a target group that does not
     *     exist; elements that mail programs refuse
     */
    public void saveBlock(
            Actor actor,
            int mailingId,
            String blockName,
            List<BlockContent> contents,
            String version) {
        database.run(tx -> saveBlock(tx, actor, mailingId, blockName, contents, version));
    }

    /** As {@link #saveBlock(Actor, int, String, List, String)} inside a transaction. */
    public void saveBlock(
            Transaction tx,
            Actor actor,
            int mailingId,
            String blockName,
            List<BlockContent> contents,
            String version) {
        MailingRow row = MailingEditing.begin(tx, actor, mailingId);
        ContentBlock block =
                read(tx, mailingId)
                        .block(blockName)
                        .orElseThrow(() -> new NotFound("content block", blockName));
        ContentRules.check(tx, actor, contents);
        Fingerprint.check(version, block.version());
        Instant now = clock.instant();
        List<BlockContent> filled =
                contents.stream().filter(content -> !content.text().isBlank()).toList();
        ContentStore.saveContents(tx, row, block.id(), filled, now);
        finish(tx, actor, row, "edit content block " + blockName, now);
    }

    /**
     * As {@link #saveBlock(Actor, int, String, List, String)}, and makes the block's partner in the
     * text form say the same. Without partner only the block is saved.
     */
    public void saveBlockAndText(
            Actor actor,
            int mailingId,
            String blockName,
            List<BlockContent> contents,
            String version) {
        database.run(
                tx -> {
                    saveBlock(tx, actor, mailingId, blockName, contents, version);
                    MailingContent saved = read(tx, mailingId);
                    if (saved.partnerOf(blockName).isPresent()) {
                        List<BlockContent> text =
                                TextForm.partner(
                                        saved.block(blockName).orElseThrow().contents(), saved);
                        saveBlock(tx, actor, mailingId, blockName + TextForm.SUFFIX, text, null);
                    }
                });
    }

    /**
     * A text form made of the HTML form: frame and each block's contents. What is in the text form
     * now is replaced; blocks of the HTML form stay blocks.
     *
     * @return the new frame of the text form
     */
    public String generateText(Actor actor, int mailingId) {
        return database.inTransaction(
                tx -> {
                    MailingRow row = MailingEditing.begin(tx, actor, mailingId);
                    Instant now = clock.instant();
                    String text = TextForm.generate(tx, row, read(tx, mailingId), now);
                    ContentStore.saveFrame(tx, row, ContentStore.TEXT, text, now);
                    finish(tx, actor, row, "generate text version", now);
                    return text;
                });
    }

    static MailingContent read(Transaction tx, int mailingId) {
        Map<Integer, List<BlockContent>> contents =
                ContentStore.contents(tx, mailingId).stream()
                        .collect(
                                Collectors.groupingBy(
                                        ContentStore.ContentRow::blockId,
                                        Collectors.mapping(
                                                ContentStore.ContentRow::content,
                                                Collectors.toList())));
        List<ContentBlock> blocks = new ArrayList<>();
        for (ContentStore.BlockRow block : ContentStore.blocks(tx, mailingId)) {
            if (!block.deleted()) {
                blocks.add(
                        ContentBlock.of(
                                block.id(),
                                block.name(),
                                contents.getOrDefault(block.id(), List.of())));
            }
        }
        String html = ContentStore.frame(tx, mailingId, ContentStore.HTML);
        String text = ContentStore.frame(tx, mailingId, ContentStore.TEXT);
        return new MailingContent(html, text, blocks, Fingerprint.of(html, text));
    }

    private void finish(Transaction tx, Actor actor, MailingRow row, String action, Instant now) {
        BlockSync.run(tx, row, now);
        LinkSync.run(tx, row, now);
        MailingEditing.changed(row, now);
        activityLog.record(tx, actor, action, Mailings.named(row));
    }
}
