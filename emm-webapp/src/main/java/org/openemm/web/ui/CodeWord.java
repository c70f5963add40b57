package org.openemm.web.ui;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * Something that a code field completes.
 *
 * @param label what is typed to find it, e.g. {@code [agnDB} or {@code `lastname`}
 * @param apply what is put in; null for the label
 * @param detail a few words about it; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CodeWord(String label, String apply, String detail) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public CodeWord(String label, String detail) {
        this(label, null, detail);
    }

    /** For parameter {@code words} of {@code ui/code.jte}. */
    public static String json(List<CodeWord> words) {
        try {
            return JSON.writeValueAsString(words);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
