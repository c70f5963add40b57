package org.openemm.web.ui;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Whether the address has the parameter, even an empty one. */
    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    /** These parameters as they stand in the address, without empty ones: {@code a=1&b=2}. */
    public String only(Collection<String> names) {
        return join(names::contains);
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

    /**
     * This page from its first row on, with two parameters set otherwise; empty ones are dropped.
     */
    public String with(String first, Object value, String second, Object other) {
        String query =
                Stream.of(
                                query(List.of(first, second, "page", "at")),
                                pair(first, value),
                                pair(second, other))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("&"));
        return path(query);
    }

    /** This page from its first row on, with the parameter empty rather than left out. */
    public String cleared(String name) {
        String rest = query(List.of(name, "page", "at"));
        return path + "?" + rest + (rest.isEmpty() ? "" : "&") + escape(name) + "=";
    }

    /** This page with just that query. */
    public String path(String query) {
        return query.isEmpty() ? path : path + "?" + query;
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

    /** This list from another place on; {@code at} is the number of its first row. */
    String page(String cursor, long at) {
        return with("page", "", "at", "").equals(path)
                ? path + "?page=" + escape(cursor) + "&at=" + at
                : with("page", "", "at", "") + "&page=" + escape(cursor) + "&at=" + at;
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
        String own = pair(names.get(0), value);
        return path(rest.isEmpty() || own.isEmpty() ? rest + own : rest + "&" + own);
    }

    private String query(List<String> without) {
        return join(name -> !without.contains(name));
    }

    private String join(Predicate<String> names) {
        return parameters.entrySet().stream()
                .filter(entry -> names.test(entry.getKey()))
                .flatMap(
                        entry ->
                                entry.getValue().stream()
                                        .filter(value -> !value.isEmpty())
                                        .map(value -> pair(entry.getKey(), value)))
                .collect(Collectors.joining("&"));
    }

    private static String pair(String name, Object value) {
        String text = value.toString();
        return text.isEmpty() ? "" : escape(name) + "=" + escape(text);
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
