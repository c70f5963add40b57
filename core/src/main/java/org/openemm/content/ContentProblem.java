package org.openemm.content;

import java.util.List;

/**
 * Why content cannot be sent.
 *
 * @param key message key, e.g. {@code content.tag.unknown}
 * @param tag name of the tag or text of the link that is to blame
 * @param place where it stands
 * @param detail further value for the message, e.g. the parameter's name; may be empty
 */
public record ContentProblem(String key, String tag, Place place, String detail) {
    /** Values for the placeholders of the message: tag, source, line, column, detail. */
    public List<Object> arguments() {
        return List.of(tag, place.source(), place.line(), place.column(), detail);
    }

    @Override
    public String toString() {
        return key + " " + tag + (detail.isEmpty() ? "" : " (" + detail + ")") + " at " + place;
    }
}
