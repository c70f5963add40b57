package org.openemm.web.testing;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Addresses of pages, for those who walk through all of them. */
public final class PagePath {
    private PagePath() {}

    /** The same for a page of another thing, in another order, or with other values. */
    public static String kind(String path) {
        String[] parts = path.replaceFirst("/profiledb/\\w+/", "/profiledb/0/").split("\\?", 2);
        String parameters =
                parts.length == 1
                        ? ""
                        : Arrays.stream(parts[1].split("&"))
                                .map(parameter -> parameter.replaceFirst("=.*", ""))
                                .filter(name -> !name.equals("sort") && !name.equals("dir"))
                                .sorted()
                                .collect(Collectors.joining("&"));
        return (parts[0] + "?" + parameters).replaceAll("\\d+", "0");
    }
}
