package org.openemm.company;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Colour and pictures of tenants, kept in layout_tbl under the names of the white-label files
 * (guide 7.2.1). Company 0 holds those of the installation: they stand in where a tenant has none.
 */
public final class Brands {
    /** Who may change the brand of the own company. */
    public static final String RIGHT = "admin.change";

    private static final String ACCENT = "accent-color";
    private static final String ACTION = "change brand";

    /** A change by another process takes effect after this time. */
    private static final Duration CACHED = Duration.ofSeconds(15);

    private final Database database;
    private final ActivityLog activityLog;
    private final Cache<Integer, Brand> known =
            Caffeine.newBuilder().expireAfterWrite(CACHED).maximumSize(1_000).build();
    private final Cache<Integer, Integer> onlyTenant =
            Caffeine.newBuilder().expireAfterWrite(CACHED).build();

    public Brands(Database database, ActivityLog activityLog) {
        this.database = database;
        this.activityLog = activityLog;
    }

    /** The brand as of a few seconds ago at most; for every page. */
    public Brand of(int companyId) {
        return known.get(companyId, id -> database.inTransaction(tx -> of(tx, id)));
    }

    /**
     * The brand of pages without login: that of the installation, or of the only tenant where the
     * installation has none of its own.
     *
     * @return number of the company whose brand it is
     */
    public int ofStrangers() {
        Brand installation = of(0);
        if (installation.chosen().isPresent() || !installation.versions().isEmpty()) {
            return 0;
        }
        return onlyTenant.get(0, key -> database.inTransaction(Brands::onlyTenant));
    }

    public Brand of(Transaction tx, int companyId) {
        Map<BrandFile, String> versions = new EnumMap<>(BrandFile.class);
        Optional<String> accent = Optional.empty();
        for (Item item : items(tx, companyId)) {
            if (item.name().equals(ACCENT)) {
                accent = Optional.of(new String(item.data(), US_ASCII)).filter(Accent::isColour);
            }
            BrandFile.named(item.name())
                    .ifPresent(file -> versions.put(file, version(item.data())));
        }
        byte[] logo =
                file(tx, companyId, BrandFile.REPORT_LOGO)
                        .or(() -> file(tx, companyId, BrandFile.LOGO_PNG))
                        .orElse(new byte[0]);
        return new Brand(name(tx, companyId), logo, accent, Map.copyOf(versions));
    }

    /** Content of a picture; empty when neither the tenant nor the installation has it. */
    public Optional<byte[]> file(int companyId, BrandFile file) {
        return database.inTransaction(tx -> file(tx, companyId, file));
    }

    /**
     * Replaces a picture of the actor's company.
     *
     * @param content empty: takes it away
     * @throws InvalidInput field named as the file, when it is too large or another kind of file
     */
    public void setFile(Actor actor, BrandFile file, byte[] content) {
        actor.require(RIGHT);
        if (content.length > file.maximum()) {
            throw new InvalidInput(file.fileName(), "brand.file.large", file.maximum() >> 10);
        }
        if (content.length > 0 && file.kindOf(content).isEmpty()) {
            throw new InvalidInput(file.fileName(), "brand.file.kind." + file.fileName());
        }
        change(
                actor,
                file.fileName(),
                content.length == 0 ? null : content,
                (content.length == 0 ? "removed " : "set ") + file.fileName());
    }

    /**
     * Chooses the accent colour of the actor's company.
     *
     * @param accent {@code #rrggbb}; empty: the installation's or the product's own
     * @throws InvalidInput field {@code accent}
     */
    public void setAccent(Actor actor, String accent) {
        actor.require(RIGHT);
        if (!accent.isEmpty() && !Accent.isColour(accent)) {
            throw new InvalidInput("accent", "brand.accent.invalid", accent);
        }
        change(
                actor,
                ACCENT,
                accent.isEmpty() ? null : accent.getBytes(US_ASCII),
                accent.isEmpty() ? "removed accent colour" : "set accent colour " + accent);
    }

    /**
     * Sets logo and colour of the actor's company.
     *
     * @param logo PNG of at most 1 MiB, or empty for none
     * @param accent {@code #rrggbb}
     */
    public void set(Actor actor, byte[] logo, String accent) {
        setAccent(actor, accent);
        setFile(actor, BrandFile.LOGO_PNG, logo);
    }

    private void change(Actor actor, String item, byte[] data, String what) {
        database.run(
                tx -> {
                    put(tx, actor.companyId(), item, data);
                    activityLog.record(tx, actor, ACTION, what);
                });
        known.invalidateAll();
    }

    private record Item(String name, byte[] data) {}

    /** Own ones after those of company 0, so that they win. */
    private static Iterable<Item> items(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT item_name, data FROM layout_tbl
                         WHERE company_id IN (0, :company) AND data IS NOT NULL
                         ORDER BY company_id
                        """)
                .bind("company", companyId)
                .map((row, context) -> new Item(row.getString(1), row.getBytes(2)))
                .list();
    }

    private static Optional<byte[]> file(Transaction tx, int companyId, BrandFile file) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT data FROM layout_tbl
                         WHERE company_id IN (0, :company) AND item_name = :item AND data IS NOT NULL
                         ORDER BY company_id DESC
                         LIMIT 1
                        """)
                .bind("company", companyId)
                .bind("item", file.fileName())
                .map((row, context) -> row.getBytes(1))
                .findOne();
    }

    private static String name(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery("SELECT shortname FROM company_tbl WHERE company_id = :company")
                .bind("company", companyId)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    private static int onlyTenant(Transaction tx) {
        var tenants =
                tx.sql()
                        .createQuery(
                                "SELECT company_id FROM company_tbl WHERE status = 'active' AND"
                                        + " company_id > 0 LIMIT 2")
                        .mapTo(Integer.class)
                        .list();
        return tenants.size() == 1 ? tenants.get(0) : 0;
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

    private static String version(byte[] data) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(data);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
