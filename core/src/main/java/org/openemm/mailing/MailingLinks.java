package org.openemm.mailing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/** The links of mailings and how they are measured. Links come and go with the content. */
public final class MailingLinks {
    private static final int NAME_MAX = 500;
    private static final int EXTENSION_NAME_MAX = 32;
    private static final int EXTENSION_VALUE_MAX = 2000;
    private static final int EXTENSIONS_MAX = 50;

    private final Database database;
    private final ActivityLog activityLog;
    private final Clock clock;

    public MailingLinks(Database database, ActivityLog activityLog, Clock clock) {
        this.database = database;
        this.activityLog = activityLog;
        this.clock = clock;
    }

    /**
     * Links of a mailing in the order they were found.
     *
     * @param deleted those that are no longer in the content, too
     */
    public List<TrackableLink> list(Actor actor, int mailingId, boolean deleted) {
        return database.inTransaction(
                tx -> {
                    MailingRow row = MailingStore.get(tx, actor, mailingId);
                    actor.require(Mailings.right(row.isTemplate(), "show"));
                    return LinkStore.all(tx, mailingId).stream()
                            .filter(link -> deleted || !link.deleted())
                            .toList();
                });
    }

    /**
     * Changes name, measuring and extensions of one link.
     *
     * @throws NotFound the mailing has no such link
     */
    public void update(
            Actor actor,
            int mailingId,
            int linkId,
            String name,
            LinkUsage usage,
            List<LinkExtension> extensions) {
        database.run(
                tx -> {
                    MailingRow row = MailingEditing.begin(tx, actor, mailingId);
                    TrackableLink link = link(tx, mailingId, linkId);
                    if (name.length() > NAME_MAX) {
                        throw new InvalidInput(
                                "name", "mailing.error.tooLong", NAME_MAX, name.length());
                    }
                    List<LinkExtension> checked = checked(extensions);
                    if (!checked.equals(link.extensions())) {
                        actor.require("mailing.extend_trackable_links");
                        LinkStore.saveExtensions(tx, linkId, checked);
                    }
                    LinkStore.update(tx, linkId, name.strip(), usage);
                    MailingEditing.changed(row, clock.instant());
                    activityLog.record(
                            tx,
                            actor,
                            "edit mailing link",
                            Mailings.named(row) + ", link " + linkId);
                });
    }

    /** Gives every link that leads outside the same extensions, in place of those it had. */
    public void extendAll(Actor actor, int mailingId, List<LinkExtension> extensions) {
        actor.require("mailing.extend_trackable_links");
        database.run(
                tx -> {
                    MailingRow row = MailingEditing.begin(tx, actor, mailingId);
                    List<LinkExtension> checked = checked(extensions);
                    LinkStore.all(tx, mailingId).stream()
                            .filter(link -> !link.admin() && !link.deleted())
                            .forEach(link -> LinkStore.saveExtensions(tx, link.id(), checked));
                    MailingEditing.changed(row, clock.instant());
                    activityLog.record(
                            tx, actor, "edit mailing link extensions", Mailings.named(row));
                });
    }

    private static TrackableLink link(Transaction tx, int mailingId, int linkId) {
        return LinkStore.all(tx, mailingId).stream()
                .filter(link -> link.id() == linkId)
                .findFirst()
                .orElseThrow(() -> new NotFound("link", linkId));
    }

    private static List<LinkExtension> checked(List<LinkExtension> extensions) {
        List<LinkExtension> checked = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (LinkExtension extension : extensions) {
            String name = extension.name().strip();
            if (name.isEmpty() && extension.value().isBlank()) {
                continue;
            }
            if (name.isEmpty() || name.length() > EXTENSION_NAME_MAX || !names.add(name)) {
                throw new InvalidInput("extensions", "mailing.error.extensionName", name);
            }
            if (extension.value().length() > EXTENSION_VALUE_MAX) {
                throw new InvalidInput("extensions", "mailing.error.extensionValue", name);
            }
            checked.add(new LinkExtension(name, extension.value()));
        }
        if (checked.size() > EXTENSIONS_MAX) {
            throw new InvalidInput("extensions", "mailing.error.extensions", EXTENSIONS_MAX);
        }
        return checked;
    }
}
