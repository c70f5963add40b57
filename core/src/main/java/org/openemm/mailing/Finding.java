package org.openemm.mailing;

import java.util.List;
import java.util.Optional;
import org.openemm.content.Place;

/**
 * Something that is wrong with a mailing, or at least worth a look before it is sent.
 *
 * @param key message key
 * @param arguments values for its placeholders
 * @param area where it can be mended
 * @param place where in the content; empty outside of content
 */
public record Finding(
        Severity severity, String key, List<Object> arguments, Area area, Optional<Place> place) {

    /** What follows. */
    public enum Severity {
        /** It cannot be sent like this. */
        ERROR,
        WARNING
    }

    /** Parts of a mailing, each with a page of its own. */
    public enum Area {
        SETTINGS,
        CONTENT,
        LINKS,
        FILES,
        RECIPIENTS
    }

    public Finding {
        arguments = List.copyOf(arguments);
    }

    static Finding error(Area area, String key, Object... arguments) {
        return new Finding(Severity.ERROR, key, List.of(arguments), area, Optional.empty());
    }

    static Finding warning(Area area, String key, Object... arguments) {
        return new Finding(Severity.WARNING, key, List.of(arguments), area, Optional.empty());
    }

    Finding at(Place where) {
        return new Finding(severity, key, arguments, area, Optional.of(where));
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
