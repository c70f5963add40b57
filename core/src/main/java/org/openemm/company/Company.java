package org.openemm.company;

/**
 * A tenant (company_tbl).
 *
 * @param status {@code active}, {@code locked}, {@code todelete} ... (company_status_desc_tbl)
 * @param rdirDomain address that links in mails start with, e.g. {@code https://news.example.com};
 *     empty = none
 * @param mailloopDomain domain of bounce and filter addresses; empty = none
 * @param secretKey signs the UIDs of this company; never shown, never logged
 * @param token public name of the company in addresses of forms (agnCTOKEN); empty = none
 * @param uidVersion lowest UID version that is still accepted
 * @param enabledUidVersion UID version of new mails
 * @param mailtracking whether deliveries are recorded per recipient
 * @param maxRecipients longest recipient list that the GUI shows
 * @param defaultDatasourceId data source of recipients without a better one
 * @param extendedSalutation whether genders 3 to 5 are in use
 */
public record Company(
        int id,
        String shortname,
        String description,
        String status,
        String rdirDomain,
        String mailloopDomain,
        String secretKey,
        String token,
        int uidVersion,
        int enabledUidVersion,
        boolean mailtracking,
        int maxRecipients,
        int defaultDatasourceId,
        String notificationEmail,
        String contactTech,
        boolean extendedSalutation) {

    public boolean isActive() {
        return "active".equals(status);
    }

    /** Without the secret key. */
    @Override
    public String toString() {
        return "Company[" + id + " " + shortname + "]";
    }
}
