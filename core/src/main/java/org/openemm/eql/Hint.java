package org.openemm.eql;

import java.util.List;

/**
 * Advice that helps out of a problem: key and values of a text.
 *
 * @param key message key
 * @param arguments values for {0}, {1} ...
 */
public record Hint(String key, List<Object> arguments) {
    Hint(String key, Object... arguments) {
        this(key, List.of(arguments));
    }
}
