package org.openemm.target;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import org.openemm.InvalidInput;

/**
 * Target groups as they travel from tenant to tenant in a file: the rules as text, and what the
 * numbers in them are called where they come from.
 *
 * @param format {@value #FORMAT}
 * @param version {@value #VERSION}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record TargetFile(String format, int version, List<Group> groups, List<Name> names) {
    static final String FORMAT = "openemm-target-groups";
    static final int VERSION = 1;

    /** Groups of one file. */
    static final int MOST = 500;

    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    TargetFile {
        groups = groups == null ? List.of() : groups.stream().filter(g -> g != null).toList();
        names = names == null ? List.of() : names.stream().filter(n -> n != null).toList();
    }

    /**
     * @param adminTest offered for admin and test runs
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    record Group(
            String name,
            String description,
            @JsonInclude String eql,
            @JsonProperty("admin_test") boolean adminTest,
            boolean locked,
            boolean favorite) {
        Group {
            name = name == null ? "" : name;
            description = description == null ? "" : description;
            eql = eql == null ? "" : eql;
        }
    }

    /**
     * What a number in the rules names.
     *
     * @param kind mailing, link, mailinglist, target
     * @param mailing of a link; 0 for all others
     * @param name of the thing; of a link its address
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    record Name(String kind, int id, int mailing, String name) {
        Name {
            kind = kind == null ? "" : kind;
            name = name == null ? "" : name;
        }
    }

    String written() {
        try {
            return MAPPER.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @throws InvalidInput field {@code file}: not such a file
     */
    static TargetFile read(String text) {
        TargetFile file;
        try {
            file = MAPPER.readValue(text, TargetFile.class);
        } catch (JsonProcessingException e) {
            throw new InvalidInput("file", "error.target.file");
        }
        if (file == null || !FORMAT.equals(file.format()) || file.groups().isEmpty()) {
            throw new InvalidInput("file", "error.target.file");
        }
        if (file.version() > VERSION) {
            throw new InvalidInput("file", "error.target.file.version");
        }
        if (file.groups().size() > MOST) {
            throw new InvalidInput("file", "error.target.file.many", MOST);
        }
        return file;
    }
}
