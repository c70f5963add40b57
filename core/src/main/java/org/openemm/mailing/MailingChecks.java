package org.openemm.mailing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.content.ContentCheck;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.target.Targets;

/** Looks at a mailing before it is sent: what makes sending impossible, and what is only odd. */
public final class MailingChecks {
    /** company.mailingSizeWarningThresholdBytes. */
    static final long SIZE_WARNING = 2L * 1024 * 1024;

    /** company.mailingSizeErrorThresholdBytes. */
    static final long SIZE_ERROR = 10L * 1024 * 1024;

    private final Database database;
    private final ProfileFields fields;
    private final Targets targets;

    public MailingChecks(Database database, ProfileFields fields, Targets targets) {
        this.database = database;
        this.fields = fields;
        this.targets = targets;
    }

    /** Everything there is to say, errors first. */
    public List<Finding> problems(Actor actor, int mailingId) {
        return database.inTransaction(tx -> problems(tx, actor, mailingId));
    }

    /** As {@link #problems(Actor, int)} inside a transaction. */
    public List<Finding> problems(Transaction tx, Actor actor, int mailingId) {
        MailingRow row = MailingStore.get(tx, actor, mailingId);
        actor.require(Mailings.right(row.isTemplate(), "show"));
        List<Finding> findings = contentAndSettings(tx, actor, row);
        if (!row.isTemplate() && findings.stream().noneMatch(MailingChecks::hindersCounting)) {
            recipients(tx, row, findings);
        }
        return sorted(findings);
    }

    /**
     * For the sending.
     *
     * @throws InvalidInput with every error
     */
    public void requireSendable(Transaction tx, Actor actor, int mailingId) {
        MailingRow row = MailingStore.get(tx, actor, mailingId);
        List<InvalidInput.Problem> errors =
                sorted(contentAndSettings(tx, actor, row)).stream()
                        .filter(Finding::isError)
                        .map(
                                finding ->
                                        new InvalidInput.Problem(
                                                "", finding.key(), finding.arguments()))
                        .toList();
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
    }

    /** As {@link #requireSendable(Transaction, Actor, int)} in a transaction of its own. */
    public void requireSendable(Actor actor, int mailingId) {
        database.run(tx -> requireSendable(tx, actor, mailingId));
    }

    private List<Finding> contentAndSettings(Transaction tx, Actor actor, MailingRow row) {
        List<Finding> findings = new ArrayList<>();
        MailingDraft draft = row.draft(MailingStore.media(tx, row.id, Instant.EPOCH).email());
        SettingsCheck.run(tx, actor, draft, findings);
        ProfileFieldCatalog catalog = fields.of(tx, actor.companyId());
        ContentCheck check =
                ContentFindings.check(tx, actor, name -> catalog.find(name).isPresent());
        new ContentFindings(tx, actor, row, draft, findings).run(check);
        return findings;
    }

    private void recipients(Transaction tx, MailingRow row, List<Finding> findings) {
        try {
            if (MailingAudience.isEmpty(tx, row, targets::expressionSql)) {
                findings.add(
                        Finding.warning(Finding.Area.RECIPIENTS, "mailing.check.noRecipients"));
            }
        } catch (InvalidInput e) {
            findings.add(Finding.error(Finding.Area.SETTINGS, "mailing.check.targetBroken"));
        }
    }

    private static boolean hindersCounting(Finding finding) {
        return finding.isError() && finding.area() == Finding.Area.SETTINGS;
    }

    private static List<Finding> sorted(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::severity).thenComparing(Finding::area))
                .toList();
    }
}
