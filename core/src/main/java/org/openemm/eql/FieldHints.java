package org.openemm.eql;

import java.util.Optional;

/** Advice for a name that is no profile field. */
final class FieldHints {
    private FieldHints() {}

    /**
     * @param compared whether the name stands where a field is compared with something, so that a
     *     text without quotes may be meant
     */
    static Optional<Hint> find(String name, boolean compared, EqlContext context) {
        Optional<Hint> foreign = ForeignWords.hint(name);
        if (foreign.isPresent()) {
            return foreign;
        }
        for (EqlField field : context.fields()) {
            if (field.column().equalsIgnoreCase(name)) {
                return didYouMean(field.name());
            }
        }
        return Similar.to(name, context.fields().stream().map(EqlField::name).toList())
                .flatMap(FieldHints::didYouMean)
                .or(
                        () ->
                                compared
                                        ? Optional.of(new Hint("target.hint.quotes", name))
                                        : Optional.empty());
    }

    private static Optional<Hint> didYouMean(String field) {
        return Optional.of(new Hint("target.hint.didYouMean", "`" + field + "`"));
    }
}
