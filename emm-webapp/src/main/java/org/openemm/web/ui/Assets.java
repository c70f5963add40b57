package org.openemm.web.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Addresses of the bundled files: each is named by its content and can be kept forever. */
public final class Assets {
    static final String FOLDER = "/assets/";
    private final Properties names = new Properties();

    public Assets() {
        try (InputStream manifest =
                Assets.class.getResourceAsStream("/assets/manifest.properties")) {
            if (manifest == null) {
                throw new IllegalStateException("The bundled files are missing: build with Maven");
            }
            names.load(manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address(String name) {
        String file = names.getProperty(name);
        if (file == null) {
            throw new IllegalArgumentException("There is no bundled file " + name);
        }
        return FOLDER + file;
    }
}
