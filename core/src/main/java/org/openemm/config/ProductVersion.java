package org.openemm.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of this build.
 *
 * @param text e.g. {@code 26.11.000}
 */
public record ProductVersion(String text) {

    public static ProductVersion current() {
        Properties properties = new Properties();
        try (InputStream in = ProductVersion.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProductVersion(properties.getProperty("version"));
    }

    public String major() {
        return part(0);
    }

    public String minor() {
        return part(1);
    }

    private String part(int index) {
        String[] parts = text.split("[.-]", -1);
        return index < parts.length ? parts[index] : "0";
    }
}
