package org.openemm.eql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules written before a word was added to the language keep their meaning. */
class EqlWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "timestamp",
                "between",
                "any",
                "at",
                "least",
                "times",
                "time",
                "within",
                "days",
                "day",
                "suspended",
                "desktop",
                "mobile",
                "tablet",
                "smarttv",
                "target",
                "group"
            })
    void aFieldNamedLikeANewWordNeedsNoBackticks(String word) {
        EqlContext context = new WithField(word);

        for (String rule :
                List.of(
                        "%1$s = 1",
                        "%1$s IN (1, 2) OR NOT %1$s IS EMPTY",
                        "(%1$s + 1) * %1$s > -%1$s AND (%1$s = 2)",
                        "%1$s BETWEEN %1$s AND %1$s AND OPENED ANY MAILING WITHIN 3 DAYS",
                        "%1$s NOT BETWEEN 1 AND 2 AND HAS STATUS SUSPENDED BINDING ON ANY"
                                + " MAILINGLIST")) {
            String written = rule.formatted(word.toUpperCase(java.util.Locale.ROOT));
            assertEquals(
                    List.of(word),
                    Eql.read(written, context).fields().stream().map(EqlField::name).toList());
        }
    }

    /** One field more, and that one a number. */
    private record WithField(String name) implements EqlContext {
        @Override
        public int companyId() {
            return 1;
        }

        @Override
        public Optional<EqlField> field(String wanted) {
            return fields().stream().filter(f -> f.name().equalsIgnoreCase(wanted)).findFirst();
        }

        @Override
        public List<EqlField> fields() {
            return List.of(new EqlField("f", name, ValueType.NUMERIC, true));
        }

        @Override
        public Optional<Integer> mailingType(int mailingId) {
            return Optional.empty();
        }

        @Override
        public boolean hasLink(int mailingId, int linkId) {
            return false;
        }

        @Override
        public boolean hasMailinglist(int mailinglistId) {
            return false;
        }

        @Override
        public boolean tracksMails() {
            return true;
        }
    }
}
