package org.openemm.mailing;

import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.content.AddressList;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Mailings and templates with their settings.
 *
 * <p>Deleting only marks; a deleted mailing can be restored. Content, links and files of a mailing
 * have services of their own in this package.
 */
public final class Mailings {
    private final Database database;
    private final ActivityLog activityLog;
    private final Clock clock;

    public Mailings(Database database, ActivityLog activityLog, Clock clock) {
        this.database = database;
        this.activityLog = activityLog;
        this.clock = clock;
    }

    /** The classes Hibernate has to know. */
    public static List<Class<?>> entities() {
        return List.of(MailingRow.class, MediaRow.class);
    }

    /**
     * Adds a mailing: with content, links and files of its template, or with an empty frame.
     *
     * @return id
     * @throws InvalidInput settings that break a rule
     * @throws NotFound no such template
     */
    public int create(Actor actor, MailingDraft draft) {
        return database.inTransaction(tx -> create(tx, actor, draft));
    }

    /** As {@link #create(Actor, MailingDraft)} inside a transaction. */
    public int create(Transaction tx, Actor actor, MailingDraft draft) {
        return add(tx, actor, draft, false);
    }

    /** Adds a template; {@code draft.templateId()} may name another one to start from. */
    public int createTemplate(Actor actor, MailingDraft draft) {
        return database.inTransaction(tx -> createTemplate(tx, actor, draft));
    }

    /** As {@link #createTemplate(Actor, MailingDraft)} inside a transaction. */
    public int createTemplate(Transaction tx, Actor actor, MailingDraft draft) {
        return add(tx, actor, draft, true);
    }

    /**
     * @throws NotFound no such mailing or template, or a deleted one
     */
    public Mailing get(Actor actor, int mailingId) {
        return database.inTransaction(tx -> get(tx, actor, mailingId));
    }

    /** As {@link #get(Actor, int)} inside a transaction. */
    public Mailing get(Transaction tx, Actor actor, int mailingId) {
        MailingRow row = MailingStore.get(tx, actor, mailingId);
        actor.require(row.isTemplate() ? "template.show" : "mailing.show");
        return mailing(tx, row);
    }

    public MailingPage list(Actor actor, MailingQuery query) {
        actor.require(query.templates() ? "template.show" : "mailing.show");
        return database.inTransaction(tx -> MailingOverview.page(tx, actor, query));
    }

    /**
     * Mailings and templates in whose name or description all the words occur, those whose name
     * begins with the first word first, then the latest; without words the latest. What the actor
     * may not see is left out.
     */
    public List<MailingHit> lookUp(Actor actor, List<String> words, int limit) {
        return database.inTransaction(tx -> MailingLookup.named(tx, actor, words, limit));
    }

    /** Those of the ids that exist and that the actor may see, in no order. */
    public List<MailingHit> lookUp(Actor actor, Collection<Integer> ids) {
        return database.inTransaction(tx -> MailingLookup.of(tx, actor, ids));
    }

    /**
     * What a new mailing from this template starts with.
     *
     * @throws NotFound no such template; also for the id of a mailing
     */
    public MailingDraft prefill(Actor actor, int templateId) {
        actor.require("mailing.change");
        return database.inTransaction(
                tx -> {
                    MailingRow row = template(tx, actor, templateId);
                    EmailSettings email =
                            MailingStore.media(tx, templateId, clock.instant()).email();
                    return row.draft(email).withTemplate(templateId);
                });
    }

    /**
     * Changes the settings; content stays.
     *
     * @param version of the settings the person saw; null or empty: whatever they are now
     * @throws InvalidInput settings that break a rule; sent already; changed by somebody else since
     */
    public void update(Actor actor, int mailingId, MailingDraft draft, String version) {
        database.run(tx -> update(tx, actor, mailingId, draft, version));
    }

    /** As {@link #update(Actor, int, MailingDraft, String)} inside a transaction. */
    public void update(
            Transaction tx, Actor actor, int mailingId, MailingDraft draft, String version) {
        MailingRow row = MailingEditing.begin(tx, actor, mailingId);
        MailingDraft tidy = tidy(draft);
        MailingRules.check(tx, actor, row.isTemplate(), tidy);
        Fingerprint.check(version, mailing(tx, row).version());
        Instant now = clock.instant();
        MediaRow media = MailingStore.media(tx, mailingId, now);
        row.fill(tidy);
        media.fill(tidy.email(), now);
        MailingStore.save(tx, media);
        BlockSync.run(tx, row, now);
        LinkSync.run(tx, row, now);
        MailingEditing.changed(row, now);
        activityLog.record(tx, actor, "edit " + kind(row), named(row));
    }

    /**
     * A new mailing (or template) with the same settings, content, links and files.
     *
     * @param name of the copy
     */
    public int copy(Actor actor, int mailingId, String name) {
        return database.inTransaction(
                tx -> {
                    MailingRow from = MailingStore.get(tx, actor, mailingId);
                    actor.require(right(from.isTemplate(), "change"));
                    Instant now = clock.instant();
                    MailingDraft draft =
                            from.draft(MailingStore.media(tx, mailingId, now).email())
                                    .withName(name);
                    MailingRow row =
                            insert(tx, actor, tidy(draft), mailingId, from.isTemplate(), now);
                    row.templateId = from.templateId;
                    MailingCopy.settings(tx, actor, mailingId, row.id, now);
                    MailingCopy.contents(tx, actor, mailingId, row.id, now);
                    LinkSync.run(tx, row, now);
                    activityLog.record(
                            tx, actor, "copy " + kind(row), named(from) + " to " + named(row));
                    return row.id;
                });
    }

    /** Marks as deleted; deleting twice is harmless. */
    public void delete(Actor actor, int mailingId) {
        mark(actor, mailingId, 1);
    }

    /** Takes the mark off again. */
    public void restore(Actor actor, int mailingId) {
        mark(actor, mailingId, 0);
    }

    /** For the sending: notes where a mailing is on its way. */
    public void setStatus(Transaction tx, Actor actor, int mailingId, WorkStatus status) {
        MailingStore.get(tx, actor, mailingId).workStatus = status.key();
    }

    private int add(Transaction tx, Actor actor, MailingDraft draft, boolean template) {
        actor.require(right(template, "change"));
        Instant now = clock.instant();
        if (draft.templateId() != 0) {
            template(tx, actor, draft.templateId());
        }
        MailingRow row = insert(tx, actor, tidy(draft), draft.templateId(), template, now);
        if (draft.templateId() != 0) {
            row.templateId = draft.templateId();
            MailingCopy.settings(tx, actor, draft.templateId(), row.id, now);
            MailingCopy.contents(tx, actor, draft.templateId(), row.id, now);
        } else {
            ContentStore.addEmptyFrame(tx, row, now);
        }
        BlockSync.run(tx, row, now);
        LinkSync.run(tx, row, now);
        activityLog.record(tx, actor, "create " + kind(row), named(row));
        return row.id;
    }

    /**
     * @param from mailing or template whose parameters of the e-mail that nobody here knows are
     *     taken over; 0: none
     */
    private static MailingRow insert(
            Transaction tx,
            Actor actor,
            MailingDraft draft,
            int from,
            boolean template,
            Instant now) {
        MailingRules.check(tx, actor, template, draft);
        MailingRow row = new MailingRow(actor.companyId(), template, now);
        row.fill(draft);
        tx.entities().persist(row);
        tx.entities().flush(); // gives the row its id
        MediaRow media = new MediaRow(row.id, now);
        if (from != 0) {
            media.startFrom(MailingStore.media(tx, from, now));
        }
        media.fill(draft.email(), now);
        tx.entities().persist(media);
        return row;
    }

    private void mark(Actor actor, int mailingId, int deleted) {
        database.run(
                tx -> {
                    MailingRow row =
                            MailingStore.find(tx, actor, mailingId, LockModeType.PESSIMISTIC_WRITE)
                                    .filter(found -> found.deleted <= 1)
                                    .orElseThrow(() -> new NotFound("mailing", mailingId));
                    actor.require(right(row.isTemplate(), deleted == 1 ? "delete" : "change"));
                    if (row.deleted != deleted) {
                        row.deleted = deleted;
                        row.touch(clock.instant());
                        activityLog.record(
                                tx,
                                actor,
                                (deleted == 1 ? "delete " : "restore ") + kind(row),
                                named(row));
                    }
                });
    }

    private Mailing mailing(Transaction tx, MailingRow row) {
        MailingDraft settings = row.draft(MailingStore.media(tx, row.id, clock.instant()).email());
        return new Mailing(
                row.id,
                row.isTemplate(),
                settings,
                WorkStatus.of(row.workStatus),
                row.isTemplate() || !MailingStore.isLaunched(tx, row.id),
                row.deleted != 0,
                row.created,
                row.changed,
                row.sendDate,
                Fingerprint.of(settings));
    }

    private static MailingRow template(Transaction tx, Actor actor, int templateId) {
        return MailingStore.find(tx, actor, templateId, LockModeType.NONE)
                .filter(row -> row.deleted == 0 && row.isTemplate())
                .orElseThrow(() -> new NotFound("template", templateId));
    }

    private static MailingDraft tidy(MailingDraft draft) {
        EmailSettings email =
                draft.email()
                        .withSubject(draft.email().subject().strip())
                        .withBcc(tidyList(draft.email().bcc()));
        return draft.withName(draft.name().strip()).withEmail(email);
    }

    /** Bad input stays as it is, for the check that comes. */
    private static String tidyList(String addresses) {
        return addresses.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')
                ? addresses
                : String.join(", ", AddressList.parse(addresses));
    }

    static String right(boolean template, String what) {
        return (template ? "template." : "mailing.") + what;
    }

    static String kind(MailingRow row) {
        return row.isTemplate() ? "template" : "mailing";
    }

    static String named(MailingRow row) {
        return row.name + " (" + row.id + ")";
    }
}
