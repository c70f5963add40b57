package org.openemm.blocklist;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openemm.database.Transaction;

/**
 * The one rule of who must not get mail, as it is at a moment: an address that stands on the
 * blocklist of the company (custN_ban_tbl) or of the whole system (cust_ban_tbl), or that a pattern
 * of one of them covers. Everything that adds recipients or sends to them asks it: one address by
 * {@link Blocklist#covers}, many by the condition of this.
 *
 * <p>Addresses and patterns like {@code *@domain} and {@code name@*} are looked up by key, however
 * many there are. Of other patterns some thousand are fine.
 *
 * @param where condition that holds for a blocked address
 * @param values what the condition binds
 */
public record BlockRule(String where, Map<String, Object> values) {
    /** Nobody is blocked. */
    private static final String NOBODY = "FALSE";

    public BlockRule {
        values = Map.copyOf(values);
    }

    /**
     * @param address SQL of an address in lower or upper case, e.g. {@code cust.email}
     */
    public static BlockRule of(Transaction tx, int companyId, String address) {
        Map<String, Object> values = new HashMap<>();
        List<String> conditions = keyed(tx, companyId, address);
        List<String> patterns =
                BlocklistStore.tables(companyId).stream()
                        .flatMap(table -> BlocklistStore.freePatterns(tx, table).stream())
                        .toList();
        conditions.addAll(BlockPatterns.of(patterns).sql(address, values));
        return rule(conditions, values);
    }

    /**
     * The part of the rule that is looked up by key; the rest is {@link Blocklist#patterns}.
     *
     * @param address as of {@link #of}
     */
    public static BlockRule byKey(Transaction tx, int companyId, String address) {
        return rule(keyed(tx, companyId, address), Map.of());
    }

    /** Whether anybody is blocked at all. */
    public boolean blocksNobody() {
        return where.equals(NOBODY);
    }

    private static BlockRule rule(List<String> conditions, Map<String, Object> values) {
        return new BlockRule(
                conditions.isEmpty() ? NOBODY : "(" + String.join(" OR ", conditions) + ")",
                values);
    }

    /** Lists without such entries, most are, cost nothing. */
    private static List<String> keyed(Transaction tx, int companyId, String address) {
        List<String> conditions = new ArrayList<>();
        for (String table : BlocklistStore.tables(companyId)) {
            if (BlocklistStore.has(tx, table, BlocklistStore.ADDRESS)) {
                conditions.add(entry(table, address));
            }
            if (BlocklistStore.has(tx, table, BlocklistStore.KEYED)) {
                conditions.add(
                        entry(table, "CONCAT('*@', SUBSTRING_INDEX(" + address + ", '@', -1))"));
                conditions.add(
                        entry(table, "CONCAT(SUBSTRING_INDEX(" + address + ", '@', 1), '@*')"));
            }
        }
        return conditions;
    }

    private static String entry(String table, String key) {
        return "EXISTS (SELECT 1 FROM %s ban WHERE ban.email = %s)".formatted(table, key);
    }
}
