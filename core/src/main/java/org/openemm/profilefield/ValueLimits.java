package org.openemm.profilefield;

import java.math.BigDecimal;
import java.util.List;

/** Whether a value is among those that a field may have. */
final class ValueLimits {
    private ValueLimits() {}

    /**
     * @param value as {@link ValueRules} makes it, not null
     */
    static boolean allows(ProfileField field, Object value) {
        List<String> allowed = field.allowedValues();
        if (allowed.isEmpty()) {
            return true;
        }
        String text = StoredText.of(value);
        return allowed.contains(text)
                || field.type().isNumeric()
                        && allowed.stream()
                                .anyMatch(other -> compare(field.type(), other, text) == 0);
    }

    static boolean isBelow(ProfileField field, Object value) {
        return field.min() != null && compare(field.type(), StoredText.of(value), field.min()) < 0;
    }

    static boolean isAbove(ProfileField field, Object value) {
        return field.max() != null && compare(field.type(), StoredText.of(value), field.max()) > 0;
    }

    /** Of two stored values; days and moments sort like their text. What is no number is equal. */
    static int compare(DataType type, String one, String other) {
        if (!type.isNumeric()) {
            return one.compareTo(other);
        }
        try {
            return new BigDecimal(one.strip()).compareTo(new BigDecimal(other.strip()));
        } catch (NumberFormatException e) {
            return one.equals(other) ? 0 : 1;
        }
    }
}
