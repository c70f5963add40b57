package org.openemm.recipient;

import java.util.Map;

/**
 * A condition on recipients, alias {@code cust}, for statements of other features. Those of load
 * trials never fulfil it.
 *
 * @param sql condition without WHERE
 * @param values to bind by name; none is named {@code limit}, {@code after} or {@code company}
 */
public record RecipientCondition(String sql, Map<String, Object> values) {
    public RecipientCondition {
        values = Map.copyOf(values);
    }
}
