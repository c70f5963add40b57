package org.openemm.eql;

import java.util.List;

/**
 * A remark on a rule that is legal but perhaps not meant.
 *
 * @param key message key
 * @param arguments values for {0}, {1} ...: line, column, word where there is a place
 */
public record EqlWarning(String key, List<Object> arguments) {}
