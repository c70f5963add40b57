package org.openemm.rendering;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.openemm.uid.Uid;

/**
 * One recipient as rendering needs them. The arrays belong to the row and are not changed.
 *
 * @param userType binding: A, T, W, t or w
 * @param mailtype 0 text, 1 HTML, 2 HTML with images inside
 * @param email as stored
 * @param userStatus binding: 1 active … 7
 * @param trackingVeto must not be tracked by name
 * @param values profile values in the order of {@link MailingSnapshot#columns()}, null for NULL
 * @param targetFlags membership in the order of {@link MailingSnapshot#targets()}
 * @param copy which copy of the recipient's mail this is for; null: the mail itself
 */
public record RecipientRow(
        long customerId,
        char userType,
        int mailtype,
        String email,
        int userStatus,
        boolean trackingVeto,
        String[] values,
        boolean[] targetFlags,
        MailCopy copy) {
    private static final int FIXED = 6;

    /** For the recipient's own mail. */
    public RecipientRow(
            long customerId,
            char userType,
            int mailtype,
            String email,
            int userStatus,
            boolean trackingVeto,
            String[] values,
            boolean[] targetFlags) {
        this(
                customerId,
                userType,
                mailtype,
                email,
                userStatus,
                trackingVeto,
                values,
                targetFlags,
                null);
    }

    /**
     * The same content for a copy. A blind copy stays addressed to the recipient; a sample belongs
     * to nobody and is addressed to whoever examines it.
     */
    public RecipientRow withCopy(MailCopy other) {
        return new RecipientRow(
                other.blind() ? customerId : 0,
                userType,
                mailtype,
                other.blind() ? email : other.address(),
                userStatus,
                trackingVeto,
                values,
                targetFlags,
                other);
    }

    /**
     * Whom UIDs in the mail name. Copies name nobody: whoever reads one must not click, open or
     * unsubscribe in the recipient's name.
     */
    long uidRecipient() {
        return copy == null ? customerId : 0;
    }

    /** Options of the UIDs in the mail. */
    int uidOptions() {
        return copy == null && trackingVeto ? Uid.TRACKING_VETO : 0;
    }

    boolean isBlindCopy() {
        return copy != null && copy.blind();
    }

    static String selectList(MailingSnapshot snapshot) {
        StringBuilder sql =
                new StringBuilder(
                        """
                        cust.customer_id, COALESCE(bind.user_type, 'W'), COALESCE(cust.mailtype, 1), \
                        cust.email, COALESCE(bind.user_status, 1), COALESCE(cust.sys_tracking_veto, 0)\
                        """);
        for (MailingSnapshot.Column column : snapshot.columns()) {
            String name =
                    column.sql().isEmpty()
                            ? "cust.`" + column.column().toLowerCase(Locale.ROOT) + "`"
                            : "(" + column.sql() + ")";
            sql.append(", ")
                    .append(
                            switch (column.type()) {
                                case DATE -> "DATE_FORMAT(" + name + ", '%Y-%m-%d %H:%i:%s')";
                                case TEXT, INTEGER, FLOAT -> name;
                            });
        }
        for (MailingSnapshot.Target target : snapshot.targets()) {
            sql.append(", CASE WHEN (").append(target.sql()).append(") THEN 1 ELSE 0 END");
        }
        return sql.toString();
    }

    /** Reads the current row of a SELECT with {@link MailingSnapshot#selectColumnsSql()}. */
    public static RecipientRow read(ResultSet row, MailingSnapshot snapshot) throws SQLException {
        String[] values = new String[snapshot.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(row, FIXED + 1 + i, snapshot.columns().get(i).type());
        }
        boolean[] flags = new boolean[snapshot.targets().size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = row.getInt(FIXED + 1 + values.length + i) != 0;
        }
        String userType = row.getString(2);
        return new RecipientRow(
                row.getLong(1),
                userType.isEmpty() ? 'W' : userType.charAt(0),
                row.getInt(3),
                row.getString(4),
                row.getInt(5),
                row.getInt(6) != 0,
                values,
                flags);
    }

    private static String value(ResultSet row, int at, MailingSnapshot.Column.Type type)
            throws SQLException {
        if (type != MailingSnapshot.Column.Type.FLOAT) {
            return row.getString(at);
        }
        BigDecimal number = row.getBigDecimal(at);
        return number == null ? null : number.stripTrailingZeros().toPlainString();
    }
}
