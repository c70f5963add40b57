package org.openemm.eql;

import java.util.List;
import java.util.Optional;

/**
 * A remark on a rule that is legal but perhaps not meant.
 *
 * @param key message key
 * @param arguments values for {0}, {1} ...: line, column, word where there is a place
 * @param range the part it is about; empty when it is about the rule as a whole
 */
public record EqlWarning(String key, List<Object> arguments, Optional<Range> range) {}
