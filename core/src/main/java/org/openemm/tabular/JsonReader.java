package org.openemm.tabular;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;

/**
 * Objects of a JSON file: an array of them, or one after the other (JSON lines). The first row
 * handed out are the names of all objects in the order in which they come up; the file is read
 * twice for that.
 */
public final class JsonReader implements RowReader {
    private static final int DEEPEST = 10;

    private final Limits limits;
    private final JsonParser json;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private boolean headingIsOut;
    private long row;

    private JsonReader(Path file, Limits limits) throws IOException {
        this.limits = limits;
        try (JsonParser first = parser(file)) {
            while (toObject(first)) {
                row++;
                collect(first);
            }
        }
        row = 0;
        json = parser(file);
    }

    /**
     * @throws InvalidInput when it is no such file
     */
    public static JsonReader open(Path file, Limits limits) throws IOException {
        JsonReader reader = null;
        try {
            reader = new JsonReader(file, limits);
            return reader;
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    @Override
    public Optional<List<String>> next() throws IOException {
        if (!headingIsOut) {
            headingIsOut = true;
            return places.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ArrayList<>(places.keySet()));
        }
        try {
            if (!toObject(json)) {
                return Optional.empty();
            }
            row++;
            Cells cells = new Cells(limits);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                cells.put(places.get(name), value(json, name), row);
            }
            return Optional.of(cells.done());
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    private void collect(JsonParser first) throws IOException {
        while (first.nextToken() != JsonToken.END_OBJECT) {
            String name = first.currentName();
            if (!places.containsKey(name)) {
                if (places.size() >= limits.columns()) {
                    throw new InvalidInput("file", "tabular.columns", row, limits.columns());
                }
                places.put(name, places.size());
            }
            value(first, name);
        }
    }

    /** Empty text for null. */
    private String value(JsonParser parser, String name) throws IOException {
        JsonToken token = parser.nextToken();
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getText();
            case VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> "1";
            case VALUE_FALSE -> "0";
            case VALUE_NULL -> "";
            default -> throw new InvalidInput("file", "tabular.nested", row, shorten(name));
        };
    }

    private static String number(JsonParser parser) throws IOException {
        String text = parser.getText();
        try {
            return text.length() > 60 || Math.abs(parser.getDecimalValue().scale()) > 60
                    ? text
                    : parser.getDecimalValue().toPlainString();
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private boolean toObject(JsonParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                return true;
            }
            boolean list = token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY;
            if (!list || parser.getParsingContext().getNestingDepth() > 1) {
                throw new InvalidInput("file", "tabular.object", row + 1);
            }
        }
        return false;
    }

    private JsonParser parser(Path file) throws IOException {
        JsonFactory factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(DEEPEST)
                                        .maxStringLength(limits.rowLength())
                                        .maxNameLength(1000)
                                        .build())
                        .build();
        return factory.createParser(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    private static InvalidInput broken(JsonProcessingException e) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        InvalidInput problem = new InvalidInput("file", "tabular.json", Math.max(1, line));
        problem.initCause(e);
        return problem;
    }

    private static String shorten(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }
}
