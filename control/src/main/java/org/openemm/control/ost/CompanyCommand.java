package org.openemm.control.ost;

import java.time.Clock;
import java.util.List;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.company.Companies;
import org.openemm.company.Company;
import org.openemm.company.CompanyDraft;
import org.openemm.database.Database;

/**
 * {@code OST.sh company show|set}: addresses of the client, as "Change client/account
 * configuration" of the guide (7.2.1, 7.4).
 */
final class CompanyCommand implements DatabaseCommand {
    static final String USAGE = "company needs: show, or: set NAME VALUE";
    private static final List<String> NAMES =
            List.of("rdir_domain", "mailloop_domain", "contact_tech");

    private final Clock clock;
    private final String name;
    private final String value;

    /**
     * @throws UsageError when the parameters make no command
     */
    CompanyCommand(Clock clock, List<String> parameters) throws UsageError {
        this.clock = clock;
        if (parameters.equals(List.of("show"))) {
            name = null;
            value = null;
        } else if (parameters.size() == 3 && parameters.get(0).equals("set")) {
            name = parameters.get(1);
            value = parameters.get(2);
            if (!NAMES.contains(name)) {
                throw new UsageError(
                        "\"" + name + "\" cannot be set; these can: " + String.join(", ", NAMES));
            }
        } else {
            throw new UsageError(USAGE);
        }
    }

    @Override
    public void run(Database database, Actor actor) {
        Companies companies = new Companies(database, new ActivityLog(clock), clock);
        if (name != null) {
            companies.update(actor, changed(CompanyDraft.of(companies.get(actor))));
        }
        Company company = companies.get(actor);
        System.out.printf(
                "rdir_domain\t%s%nmailloop_domain\t%s%ncontact_tech\t%s%n",
                company.rdirDomain(), company.mailloopDomain(), company.contactTech());
    }

    private CompanyDraft changed(CompanyDraft draft) {
        return switch (name) {
            case "rdir_domain" -> draft.withDomains(value, draft.mailloopDomain());
            case "mailloop_domain" -> draft.withDomains(draft.rdirDomain(), value);
            default -> draft.withContactTech(value);
        };
    }
}
