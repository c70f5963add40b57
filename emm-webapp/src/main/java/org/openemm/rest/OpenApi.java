package org.openemm.rest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Describes the services as OpenAPI 3.0.0: exactly what there is, made from the routes. */
final class OpenApi {
    private static final String ERROR = "#/components/schemas/Error";

    private OpenApi() {}

    static Object of(Collection<Service> services) {
        Map<String, Object> paths = new LinkedHashMap<>();
        for (Service service : services) {
            for (Route route : service.routes()) {
                String path = "/" + service.name();
                for (String part : route.parts()) {
                    path += "/" + part;
                }
                operations(paths, path)
                        .put(route.method().toLowerCase(Locale.ROOT), operation(service, route));
            }
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.0.0");
        document.put(
                "info",
                Map.of(
                        "title",
                        "EMM Restful API",
                        "version",
                        "1.4.1",
                        "description",
                        "JSON over HTTP with Basic authentication or a token."));
        document.put("servers", List.of(Map.of("url", "https://<emm_system_url>/restful")));
        document.put("security", List.of(Map.of("basic", List.of()), Map.of("jwt", List.of())));
        document.put("paths", paths);
        document.put("components", components());
        return document;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> operations(Map<String, Object> paths, String path) {
        return (Map<String, Object>)
                paths.computeIfAbsent(path, key -> new LinkedHashMap<String, Object>());
    }

    private static Map<String, Object> operation(Service service, Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("tags", List.of(service.costName()));
        operation.put("summary", route.summary());
        if (!route.rights().isEmpty()) {
            operation.put("description", "Rights: " + String.join(", ", route.rights()));
        }
        List<Object> parameters = new ArrayList<>();
        for (String part : route.parts()) {
            if (part.startsWith("{")) {
                parameters.add(
                        Map.of(
                                "in",
                                "path",
                                "name",
                                part.substring(1, part.length() - 1),
                                "required",
                                true,
                                "schema",
                                Map.of("type", "string")));
            }
        }
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        operation.put(
                "responses",
                Map.of(
                        "200",
                        Map.of("description", "Done"),
                        "default",
                        Map.of(
                                "description",
                                "Refused",
                                "content",
                                Map.of(
                                        "application/json",
                                        Map.of("schema", Map.of("$ref", ERROR))))));
        return operation;
    }

    private static Map<String, Object> components() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("error", Map.of("type", "string"));
        error.put("errorCode", Map.of("type", "integer"));
        error.put("errorTime", Map.of("type", "string"));
        return Map.of(
                "securitySchemes",
                Map.of(
                        "basic",
                        Map.of("type", "http", "scheme", "basic"),
                        "jwt",
                        Map.of("type", "http", "scheme", "bearer", "bearerFormat", "JWT")),
                "schemas",
                Map.of("Error", Map.of("type", "object", "properties", error)));
    }
}
