package org.openemm.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.openemm.config.DbCfg;
import org.openemm.config.Home;

/**
 * Fills {@code conf/context.xml.template} with the database of {@code etc/dbcfg}: the connection
 * pool {@code jdbc/emm_db} of each web application.
 */
final class ContextXml {
    private ContextXml() {}

    static void write(Home home, DbCfg dbCfg) throws IOException {
        Path template = home.conf().resolve("context.xml.template");
        String text = Files.readString(template, StandardCharsets.UTF_8);
        Map<String, String> values =
                Map.of(
                        "@jdbc-connect@", dbCfg.jdbcUrl(),
                        "@user@", dbCfg.user(),
                        "@password@", dbCfg.password());
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace(value.getKey(), attribute(value.getValue()));
        }
        HomeLayout.writeSecret(home.conf().resolve("context.xml"), text);
    }

    /** Escaped for an XML attribute; all but plain ASCII as character references. */
    private static String attribute(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints()
                .forEach(
                        c -> {
                            if (c < ' ' || c > '~' || "&<>\"'@".indexOf(c) >= 0) {
                                text.append("&#").append(c).append(';');
                            } else {
                                text.appendCodePoint(c);
                            }
                        });
        return text.toString();
    }
}
