package org.openemm.eql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Advice for a name that is no profile field. */
final class FieldHints {
    private static final List<String> TODAY_ELSEWHERE =
            List.of("now", "sysdate", "current_date", "current_timestamp", "curdate");

    private FieldHints() {}

    static Optional<Hint> find(String name, EqlContext context) {
        if (TODAY_ELSEWHERE.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of(new Hint("target.hint.instead", "TODAY"));
        }
        for (EqlField field : context.fields()) {
            if (field.column().equalsIgnoreCase(name)) {
                return didYouMean(field.name());
            }
        }
        return Similar.to(name, context.fields().stream().map(EqlField::name).toList())
                .flatMap(FieldHints::didYouMean);
    }

    private static Optional<Hint> didYouMean(String field) {
        return Optional.of(new Hint("target.hint.didYouMean", "`" + field + "`"));
    }
}
