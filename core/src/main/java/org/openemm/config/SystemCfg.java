package org.openemm.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of this machine: {@code etc/system.cfg}, a JSON object or lines {@code key = value}.
 *
 * <p>{@code #} starts a comment line; {@code key={} opens a value of several lines that a line
 * <code>}</code> ends. A key may be meant for one user or host only, {@code
 * key[openemm@mail.example.com]}, and then beats the plain key there; several may share the
 * brackets, separated by commas. Environment variables named {@code OPENEMM_…} beat the file.
 */
public final class SystemCfg {
    private static final Path SYSTEM_WIDE = Path.of("/opt/agnitas.com/etc/system.cfg");

    private final Map<String, String> values;
    private final Map<String, String> environment;
    private final List<String> selectors;

    private SystemCfg(
            Map<String, String> values, Map<String, String> environment, List<String> selectors) {
        this.values = values;
        this.environment = environment;
        this.selectors = selectors;
    }

    /** The settings that hold for this process; without any file only its environment counts. */
    public static SystemCfg read(Home home) {
        return read(home, System.getenv(), Machine.current());
    }

    static SystemCfg read(Home home, Map<String, String> environment, Machine machine) {
        return new SystemCfg(
                parse(
                        ConfigText.find(
                                        home,
                                        environment,
                                        "SYSTEM_CONFIG",
                                        "system.cfg",
                                        SYSTEM_WIDE)
                                .orElse("")),
                environment,
                machine.selectors());
    }

    /** The value of a key of the file. */
    public Optional<String> get(String key) {
        for (String selector : selectors) {
            for (Map.Entry<String, String> entry : values.entrySet()) {
                if (isFor(entry.getKey(), key, selector)) {
                    return Optional.of(entry.getValue());
                }
            }
        }
        return Optional.ofNullable(values.get(key));
    }

    /**
     * A setting that the environment or the file may give.
     *
     * @param variable environment variable, which wins when it is not blank
     * @param key key in the file
     */
    public Optional<String> get(String variable, String key) {
        String value = environment.get(variable);
        return value == null || value.isBlank() ? get(key) : Optional.of(value.trim());
    }

    /**
     * A TCP port.
     *
     * @throws IllegalArgumentException when what is given is no number from 1 to 65535; the message
     *     names both ways to set it
     */
    public int port(String variable, String key, int defaultPort) {
        Optional<String> text = get(variable, key).filter(value -> !value.isBlank());
        if (text.isEmpty()) {
            return defaultPort;
        }
        try {
            int port = Integer.parseInt(text.get().trim());
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below together with numbers out of range.
        }
        throw new IllegalArgumentException(
                "%s (%s in etc/system.cfg) must be a port from 1 to 65535, not \"%s\""
                        .formatted(variable, key, text.get()));
    }

    private static boolean isFor(String entryKey, String key, String selector) {
        if (!entryKey.startsWith(key + "[") || !entryKey.endsWith("]")) {
            return false;
        }
        String inside = entryKey.substring(key.length() + 1, entryKey.length() - 1);
        for (String one : inside.split(",")) {
            if (one.trim().equalsIgnoreCase(selector)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> parse(String text) {
        return text.stripLeading().startsWith("{") ? parseJson(text) : parseLines(text);
    }

    private static Map<String, String> parseJson(String text) {
        try {
            Map<String, String> result = new LinkedHashMap<>();
            Iterator<Map.Entry<String, JsonNode>> fields =
                    new ObjectMapper().readTree(text).fields();
            while (fields.hasNext()) {
                Map.Entry<String, JsonNode> field = fields.next();
                JsonNode value = field.getValue();
                result.put(field.getKey(), value.isValueNode() ? value.asText() : value.toString());
            }
            return result;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "etc/system.cfg is no valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, String> parseLines(String text) {
        Map<String, String> result = new LinkedHashMap<>();
        Iterator<String> lines = text.lines().iterator();
        while (lines.hasNext()) {
            String line = lines.next().trim();
            int equals = line.indexOf('=');
            if (line.startsWith("#") || equals < 1) {
                continue;
            }
            String key = line.substring(0, equals).trim();
            String value = line.substring(equals + 1).trim();
            result.put(key, value.equals("{") ? block(lines) : value);
        }
        return result;
    }

    private static String block(Iterator<String> lines) {
        StringBuilder value = new StringBuilder();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.trim().equals("}")) {
                break;
            }
            value.append(line).append('\n');
        }
        return value.toString();
    }
}
