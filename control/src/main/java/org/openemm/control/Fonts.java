package org.openemm.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openemm.config.Home;

/**
 * Fonts for Java on a machine that has none: without any, drawing the charts of reports would not
 * fail but wait for ever.
 */
final class Fonts {
    private static final String CONFIGURATION =
            """
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <!-- Written at each start. The fonts of the machine, if it has any, and those of the reports. -->
            <fontconfig>
              <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
              <dir>%s</dir>
              <cachedir>%s</cachedir>
            </fontconfig>
            """;

    private Fonts() {}

    /** Writes {@code conf/fonts.conf}, for the environment variable FONTCONFIG_FILE. */
    static Path write(Home home) throws IOException {
        Path file = home.conf().resolve("fonts.conf");
        String text =
                CONFIGURATION.formatted(
                        escape(home.resolve("webapps/statistics/WEB-INF/classes/fonts")),
                        escape(home.resolve("var/lib/fonts")));
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static String escape(Path path) {
        return path.toString().replace("&", "&amp;").replace("<", "&lt;");
    }
}
