package org.openemm.profilefield;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openemm.InvalidInput;

/**
 * The profile fields of one company: the only source of column names for SQL that is put together
 * at run time. Immutable.
 */
public final class ProfileFieldCatalog {
    private final List<ProfileField> fields;
    private final Map<String, ProfileField> byColumn = new LinkedHashMap<>();
    private final Map<String, ProfileField> byName = new LinkedHashMap<>();

    public ProfileFieldCatalog(List<ProfileField> fields) {
        this.fields = List.copyOf(fields);
        for (ProfileField field : fields) {
            byColumn.put(key(field.column()), field);
            byName.putIfAbsent(key(field.name()), field);
        }
    }

    /** By column, else by name; both without regard to case. */
    public Optional<ProfileField> find(String columnOrName) {
        if (columnOrName == null) {
            return Optional.empty();
        }
        String key = key(columnOrName);
        return Optional.ofNullable(byColumn.getOrDefault(key, byName.get(key)));
    }

    /** By column only. */
    public Optional<ProfileField> column(String column) {
        return column == null ? Optional.empty() : Optional.ofNullable(byColumn.get(key(column)));
    }

    /**
     * @throws InvalidInput when there is no such field
     */
    public ProfileField require(String columnOrName) {
        return find(columnOrName)
                .orElseThrow(
                        () ->
                                new InvalidInput(
                                        String.valueOf(columnOrName),
                                        "recipient.field.unknown",
                                        String.valueOf(columnOrName)));
    }

    /** Standard fields first, then the company's own in the order it chose. */
    public List<ProfileField> all() {
        return fields;
    }

    /** Fields that a person or an import may fill. */
    public List<ProfileField> editable() {
        return stream().filter(field -> field.editing() == ProfileField.Editing.EDITABLE).toList();
    }

    /** The company's own fields. */
    public List<ProfileField> own() {
        return fields.stream().filter(field -> !field.isStandard()).toList();
    }

    private Stream<ProfileField> stream() {
        return fields.stream().filter(field -> !field.isMaintained());
    }

    private static String key(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
