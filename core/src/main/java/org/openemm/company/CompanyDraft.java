package org.openemm.company;

/**
 * What a user may change of the own company.
 *
 * @param shortname 3 to 30 characters
 * @param rdirDomain http or https address without a path
 * @param maxRecipients at least 1
 */
public record CompanyDraft(
        String shortname,
        String description,
        String rdirDomain,
        String mailloopDomain,
        int maxRecipients,
        String notificationEmail,
        String contactTech) {

    public static CompanyDraft of(Company company) {
        return new CompanyDraft(
                company.shortname(),
                company.description(),
                company.rdirDomain(),
                company.mailloopDomain(),
                company.maxRecipients(),
                company.notificationEmail(),
                company.contactTech());
    }

    /** The same with other addresses, e.g. those that the first start finds out. */
    public CompanyDraft withDomains(String rdir, String mailloop) {
        return new CompanyDraft(
                shortname,
                description,
                rdir,
                mailloop,
                maxRecipients,
                notificationEmail,
                contactTech);
    }

    /** The same with another address for warnings of the system. */
    public CompanyDraft withContactTech(String contact) {
        return new CompanyDraft(
                shortname,
                description,
                rdirDomain,
                mailloopDomain,
                maxRecipients,
                notificationEmail,
                contact);
    }
}
