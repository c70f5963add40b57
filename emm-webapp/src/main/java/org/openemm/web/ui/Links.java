package org.openemm.web.ui;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The address of the page as parameters: what lists need for search, sorting and paging. */
public final class Links {
    private static final int MAX_PAGE = 1_000_000;
    private final String path;
    private final MultivaluedMap<String, String> parameters;

    Links(String path, String query) {
        this.path = path;
        this.parameters = InputReader.decode(query == null ? "" : query);
    }

    /** A parameter of the request; empty text when missing. */
    public String parameter(String name) {
        String value = parameters.getFirst(name);
        return value == null ? "" : value.strip();
    }

    /** Parameter {@code page}, from 1. */
    public int page() {
        try {
            return Math.min(MAX_PAGE, Math.max(1, Integer.parseInt(parameter("page"))));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** Parameter {@code sort} when it is one of the columns, else the first of them. */
    public String sort(List<String> columns) {
        return columns.contains(parameter("sort")) ? parameter("sort") : columns.get(0);
    }

    /** Whether parameter {@code dir} asks for descending order. */
    public boolean isDescending() {
        return parameter("dir").equals("desc");
    }

    /** This page with one parameter set otherwise; an empty value drops it. */
    public String with(String name, Object value) {
        return with(List.of(name), value);
    }

    /** This page sorted by the column; the other way round when it already is. */
    public String sortedBy(String column, boolean isSorted) {
        boolean descending = isSorted && !isDescending();
        String query =
                query(List.of("sort", "dir", "page"))
                        + "&sort="
                        + escape(column)
                        + (descending ? "&dir=desc" : "");
        return path + "?" + query.replaceFirst("^&", "");
    }

    String path() {
        return path;
    }

    /** Other parameters than these, for a search form that keeps them. */
    public MultivaluedMap<String, String> all() {
        return parameters;
    }

    private String with(List<String> names, Object value) {
        String rest = query(names);
        String own =
                value.toString().isEmpty()
                        ? ""
                        : escape(names.get(0)) + "=" + escape(value.toString());
        String query = rest.isEmpty() || own.isEmpty() ? rest + own : rest + "&" + own;
        return query.isEmpty() ? path : path + "?" + query;
    }

    private String query(List<String> without) {
        return parameters.entrySet().stream()
                .filter(entry -> !without.contains(entry.getKey()))
                .flatMap(
                        entry ->
                                entry.getValue().stream()
                                        .filter(value -> !value.isEmpty())
                                        .map(value -> escape(entry.getKey()) + "=" + escape(value)))
                .collect(Collectors.joining("&"));
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
