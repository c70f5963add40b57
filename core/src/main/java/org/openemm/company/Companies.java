package org.openemm.company;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/** The tenants of this installation. */
public final class Companies {
    private static final int UID_VERSION = 5;
    private static final int TOKEN_LENGTH = 32;
    private static final String TOKEN_CHARACTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Database database;
    private final ActivityLog activityLog;
    private final Clock clock;
    private final CompanyStore store = new CompanyStore();
    private final SecureRandom random = new SecureRandom();

    public Companies(Database database, ActivityLog activityLog, Clock clock) {
        this.database = database;
        this.activityLog = activityLog;
        this.clock = clock;
    }

    /**
     * @throws NotFound no such company
     */
    public Company get(Transaction tx, int companyId) {
        return store.find(tx, companyId).orElseThrow(() -> new NotFound("company", companyId));
    }

    /** The company of the actor. */
    public Company get(Actor actor) {
        return database.inTransaction(tx -> get(tx, actor.companyId()));
    }

    /** By the public token in addresses of forms (agnCTOKEN). */
    public Optional<Company> byToken(Transaction tx, String token) {
        return token.isBlank() ? Optional.empty() : store.findByToken(tx, token);
    }

    /** Changes the company of the actor. Right: settings.extended. */
    public void update(Actor actor, CompanyDraft draft) {
        actor.require("settings.extended");
        CompanyDraft checked = checked(draft);
        database.run(
                tx -> {
                    get(tx, actor.companyId());
                    store.update(tx, actor.companyId(), checked);
                    activityLog.record(
                            tx,
                            actor,
                            "edit company",
                            draft.shortname() + " (" + actor.companyId() + ")");
                });
    }

    /**
     * Creates a company with its tables, secrets and default data source. Only the system may: the
     * open edition offers no page for it.
     *
     * @return the new company id
     */
    public int create(Actor actor, CompanyDraft draft) {
        actor.require("company.create");
        CompanyDraft checked = checked(draft);
        return database.inTransaction(
                tx -> {
                    int id =
                            store.insert(
                                    tx,
                                    checked,
                                    actor.companyId(),
                                    randomToken(),
                                    randomToken(),
                                    UID_VERSION,
                                    clock.instant());
                    store.addDefaultDatasource(tx, id, clock.instant());
                    activityLog.record(
                            tx, actor, "create company", draft.shortname() + " (" + id + ")");
                    CompanyTables.create(tx, id);
                    return id;
                });
    }

    private String randomToken() {
        StringBuilder token = new StringBuilder(TOKEN_LENGTH);
        for (int i = 0; i < TOKEN_LENGTH; i++) {
            token.append(TOKEN_CHARACTERS.charAt(random.nextInt(TOKEN_CHARACTERS.length())));
        }
        return token.toString();
    }

    private static CompanyDraft checked(CompanyDraft draft) {
        CompanyDraft clean =
                new CompanyDraft(
                        text("shortname", draft.shortname(), 30),
                        text("description", draft.description(), 300),
                        withoutTrailingSlash(text("rdirDomain", draft.rdirDomain(), 100)),
                        text("mailloopDomain", draft.mailloopDomain(), 200),
                        draft.maxRecipients(),
                        text("notificationEmail", draft.notificationEmail(), 100),
                        text("contactTech", draft.contactTech(), 400));
        if (clean.shortname().length() < 3) {
            throw new InvalidInput("shortname", "company.shortname.short");
        }
        if (!clean.rdirDomain().isEmpty() && !isOrigin(clean.rdirDomain())) {
            throw new InvalidInput("rdirDomain", "company.rdirDomain.invalid");
        }
        if (!clean.mailloopDomain().matches("[\\p{L}\\p{N}.-]*")) {
            throw new InvalidInput("mailloopDomain", "company.mailloopDomain.invalid");
        }
        if (clean.maxRecipients() < 1) {
            throw new InvalidInput("maxRecipients", "company.maxRecipients.invalid");
        }
        return clean;
    }

    private static String text(String field, String value, int maximum) {
        String text = value == null ? "" : value.strip();
        if (text.length() > maximum) {
            throw new InvalidInput(field, "company.text.long", maximum);
        }
        return text;
    }

    private static String withoutTrailingSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    private static boolean isOrigin(String address) {
        try {
            URI uri = new URI(address);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawPath().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
