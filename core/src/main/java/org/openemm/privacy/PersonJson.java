package org.openemm.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A person's file as JSON: {@code id}, {@code email}, {@code made}, {@code profile} (list of
 * column, name, value), then a list of objects for each section.
 */
public final class PersonJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PersonJson() {}

    public static String write(PersonFile file) {
        ObjectNode root = JSON.createObjectNode();
        root.put("id", file.id());
        root.put("email", file.email());
        root.put("made", file.made().toString());
        ArrayNode profile = root.putArray("profile");
        for (PersonFile.Field field : file.fields()) {
            profile.addObject()
                    .put("column", field.column())
                    .put("name", field.name())
                    .put("value", field.value());
        }
        for (PersonFile.Section section : file.sections()) {
            ArrayNode rows = root.putArray(section.name());
            for (List<String> values : section.rows()) {
                ObjectNode row = rows.addObject();
                for (int i = 0; i < values.size(); i++) {
                    row.put(section.columns().get(i), values.get(i));
                }
            }
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @throws IllegalArgumentException for anything that {@link #write} has not made
     */
    public static PersonFile read(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            List<PersonFile.Field> fields = new ArrayList<>();
            root.path("profile")
                    .forEach(
                            field ->
                                    fields.add(
                                            new PersonFile.Field(
                                                    field.path("column").asText(),
                                                    field.path("name").asText(),
                                                    text(field.path("value")))));
            List<PersonFile.Section> sections = new ArrayList<>();
            root.fields()
                    .forEachRemaining(
                            entry -> {
                                if (entry.getValue().isArray()
                                        && !entry.getKey().equals("profile")) {
                                    sections.add(section(entry.getKey(), entry.getValue()));
                                }
                            });
            return new PersonFile(
                    root.path("id").asLong(),
                    root.path("email").asText(),
                    Instant.parse(root.path("made").asText()),
                    fields,
                    sections);
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalArgumentException("No file of a person", e);
        }
    }

    private static PersonFile.Section section(String name, JsonNode rows) {
        List<String> columns = new ArrayList<>();
        List<List<String>> values = new ArrayList<>();
        for (JsonNode row : rows) {
            if (columns.isEmpty()) {
                row.fieldNames().forEachRemaining(columns::add);
            }
            List<String> cells = new ArrayList<>();
            columns.forEach(column -> cells.add(text(row.path(column))));
            values.add(cells);
        }
        return new PersonFile.Section(name, columns, values);
    }

    private static String text(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? null : value.asText();
    }
}
