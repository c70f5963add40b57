package org.openemm.backend.spool;

/**
 * Names one mail of a package in one number: the mail of a recipient by the recipient's number, a
 * copy of it by that and the number of the copy. In a resume record: {@code 4711}, {@code V2-4711}.
 */
public final class MailKey {
    /** First letter of a copy's name; no kind of note has it. */
    static final char COPY = 'V';

    /** Recipients have numbers of 32 bits. */
    private static final int CUSTOMER_BITS = 40;

    private static final long CUSTOMER = (1L << CUSTOMER_BITS) - 1;

    private MailKey() {}

    /**
     * @param copy 0: the recipient's own mail; otherwise see {@code MailCopy}
     */
    public static long of(long customerId, int copy) {
        return (long) copy << CUSTOMER_BITS | customerId;
    }

    public static long customerId(long key) {
        return key & CUSTOMER;
    }

    public static int copy(long key) {
        return (int) (key >>> CUSTOMER_BITS);
    }

    static StringBuilder append(long key, StringBuilder line) {
        if (copy(key) > 0) {
            line.append(COPY).append(copy(key)).append('-');
        }
        return line.append(customerId(key));
    }

    /**
     * @throws NumberFormatException for anything that {@link #append} did not write
     */
    static long parse(String name) {
        int dash = name.indexOf('-');
        return name.charAt(0) == COPY && dash > 0
                ? of(
                        Long.parseLong(name.substring(dash + 1)),
                        Integer.parseInt(name.substring(1, dash)))
                : Long.parseLong(name);
    }
}
