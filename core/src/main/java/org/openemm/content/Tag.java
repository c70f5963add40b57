package org.openemm.content;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One tag as written: {@code [agnNAME param="value" …]}, {@code [agnNAME …/]} or {@code [/agnNAME
 * …]}.
 *
 * @param name as written, e.g. {@code agnFIRSTNAME}
 * @param closing written with a slash after the bracket
 * @param selfClosing written with a slash before the closing bracket
 * @param parameters by lower-case name
 * @param attributes bare words
 * @param start offset of the opening bracket
 * @param end offset after the closing bracket
 * @param malformed its quotes do not pair up; its parameters are best guesses
 */
public record Tag(
        String name,
        boolean closing,
        boolean selfClosing,
        Map<String, String> parameters,
        Set<String> attributes,
        int start,
        int end,
        boolean malformed) {

    public Optional<String> parameter(String parameterName) {
        return Optional.ofNullable(parameters.get(parameterName.toLowerCase(Locale.ROOT)));
    }

    public String parameter(String parameterName, String otherwise) {
        return parameter(parameterName).orElse(otherwise);
    }

    /** Whether this is the tag of that name, in any case. */
    public boolean is(KnownTag tag) {
        return tag.tagName().equalsIgnoreCase(name);
    }
}
