package org.openemm.company;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.openemm.InvalidInput;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Logo and colour of a tenant, kept in layout_tbl under the names of the white-label files (guide
 * 7.2.1).
 */
public final class Brands {
    private static final String LOGO = "logo.png";
    private static final String ACCENT = "accent-color";
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final int MAX_LOGO = 1 << 20;
    private final Database database;
    private final ActivityLog activityLog;

    public Brands(Database database, ActivityLog activityLog) {
        this.database = database;
        this.activityLog = activityLog;
    }

    public Brand of(int companyId) {
        return database.inTransaction(tx -> of(tx, companyId));
    }

    public Brand of(Transaction tx, int companyId) {
        Map<String, byte[]> items = new HashMap<>();
        tx.sql()
                .createQuery(
                        "SELECT item_name, data FROM layout_tbl WHERE company_id = :company AND"
                                + " data IS NOT NULL")
                .bind("company", companyId)
                .map((row, context) -> Map.entry(row.getString(1), row.getBytes(2)))
                .forEach(item -> items.put(item.getKey(), item.getValue()));
        String name =
                tx.sql()
                        .createQuery(
                                "SELECT shortname FROM company_tbl WHERE company_id = :company")
                        .bind("company", companyId)
                        .mapTo(String.class)
                        .findOne()
                        .orElse("");
        String accent =
                new String(items.getOrDefault(ACCENT, new byte[0]), StandardCharsets.US_ASCII);
        return new Brand(
                name,
                items.getOrDefault(LOGO, new byte[0]),
                COLOUR.matcher(accent).matches() ? accent : Brand.DEFAULT_ACCENT);
    }

    /**
     * Sets logo and colour of the actor's company.
     *
     * @param logo PNG of at most 1 MiB, or empty for none
     * @param accent {@code #rrggbb}
     */
    public void set(Actor actor, byte[] logo, String accent) {
        if (!COLOUR.matcher(accent).matches()) {
            throw new InvalidInput("accent", "brand.accent.invalid", accent);
        }
        if (logo.length > MAX_LOGO || logo.length > 0 && !isPng(logo)) {
            throw new InvalidInput("logo", "brand.logo.invalid");
        }
        database.run(
                tx -> {
                    put(tx, actor.companyId(), LOGO, logo.length == 0 ? null : logo);
                    put(tx, actor.companyId(), ACCENT, accent.getBytes(StandardCharsets.US_ASCII));
                    activityLog.record(
                            tx, actor, "change brand", "logo and accent colour " + accent);
                });
    }

    private static void put(Transaction tx, int companyId, String item, byte[] data) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO layout_tbl (company_id, item_name, data) VALUES (:company, :item, :data)
                        ON DUPLICATE KEY UPDATE data = VALUES(data)
                        """)
                .bind("company", companyId)
                .bind("item", item)
                .bind("data", data)
                .execute();
    }

    private static boolean isPng(byte[] data) {
        return data.length > PNG.length
                && java.util.Arrays.equals(data, 0, PNG.length, PNG, 0, PNG.length);
    }
}
