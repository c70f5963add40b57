package org.openemm.blocklist;

import java.util.ArrayList;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.address.EmailAddress;
import org.openemm.database.Transaction;

/** What may stand on a blocklist. */
final class BlocklistRules {
    static final int MAX_ENTRY = 150;
    static final int MAX_REASON = 500;

    /** Other patterns than {@code *@domain} and {@code name@*} are compared with every address. */
    private static final int MAX_FREE = 5_000;

    private static final int MAX_AT_ONCE = 10_000;
    private static final int MAX_PROBLEMS = 10;

    /** A pattern needs that many characters that are no wildcards, dots or @. */
    private static final int MIN_TEXT = 2;

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String PATTERN_TEXT = LETTERS + "*?@.!#$&'+-/=^_`{|}~";

    private BlocklistRules() {}

    /**
     * The entries without those that are blank or there twice, as they are stored.
     *
     * @throws InvalidInput on {@code email} for each that is no address or pattern
     */
    static List<String> checked(List<String> typed, String reason) {
        List<String> entries =
                typed.stream()
                        .filter(entry -> !entry.isBlank())
                        .map(BlocklistEntry::normal)
                        .distinct()
                        .toList();
        if (entries.isEmpty()) {
            throw new InvalidInput("email", "blocklist.email.none");
        }
        if (entries.size() > MAX_AT_ONCE) {
            throw new InvalidInput("email", "blocklist.email.many", MAX_AT_ONCE);
        }
        List<InvalidInput.Problem> problems = new ArrayList<>();
        for (String entry : entries) {
            try {
                check(entry, reason);
            } catch (InvalidInput e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems.stream().distinct().limit(MAX_PROBLEMS).toList());
        }
        return entries;
    }

    /**
     * @throws InvalidInput fields {@code email} and {@code reason}
     */
    static void check(String entry, String reason) {
        String problem = problem(entry);
        if (problem != null) {
            throw problem.equals("blocklist.email.length")
                    ? new InvalidInput("email", problem, MAX_ENTRY)
                    : new InvalidInput("email", problem, shown(entry));
        }
        if (reason != null && reason.length() > MAX_REASON) {
            throw new InvalidInput("reason", "blocklist.reason", MAX_REASON);
        }
    }

    /** Key of what is wrong with an entry; null when it may stand on the list. */
    static String problem(String entry) {
        if (entry.isEmpty() || entry.length() > MAX_ENTRY) {
            return "blocklist.email.length";
        }
        if (!BlocklistEntry.isPattern(entry)) {
            EmailAddress.Outcome outcome = EmailAddress.check(entry);
            return outcome.isValid() ? null : outcome.problem().key();
        }
        if (entry.chars().filter(c -> LETTERS.indexOf(c) >= 0).count() < MIN_TEXT) {
            return "blocklist.email.everybody";
        }
        boolean usable =
                entry.chars().allMatch(c -> PATTERN_TEXT.indexOf(c) >= 0)
                        && entry.indexOf('@') == entry.lastIndexOf('@')
                        && !entry.endsWith(".");
        return usable ? null : "blocklist.email.pattern";
    }

    /**
     * @throws InvalidInput when there would be too many patterns of the slow kind
     */
    static void requireRoom(Transaction tx, String table, List<String> entries) {
        long patterns = entries.stream().filter(BlocklistEntry::isPattern).count();
        if (patterns > 0 && BlocklistStore.countFree(tx, table) + patterns > MAX_FREE) {
            long free = entries.stream().filter(BlocklistRules::isFree).count();
            if (free > 0 && BlocklistStore.countFree(tx, table) + free > MAX_FREE) {
                throw new InvalidInput("email", "blocklist.email.patterns", MAX_FREE);
            }
        }
    }

    /** As the database says it in column wildcard. */
    static boolean isFree(String entry) {
        if (!BlocklistEntry.isPattern(entry)) {
            return false;
        }
        boolean oneStar = entry.indexOf('?') < 0 && entry.indexOf('*') == entry.lastIndexOf('*');
        boolean domain = entry.startsWith("*@") && entry.length() > 2;
        boolean name = entry.endsWith("@*") && entry.length() > 2;
        return !(oneStar && (domain || name));
    }

    private static String shown(String entry) {
        return entry.length() > 100 ? entry.substring(0, 100) + "…" : entry;
    }
}
