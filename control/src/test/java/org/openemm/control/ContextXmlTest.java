package org.openemm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.config.DbCfg;
import org.openemm.config.Home;
import org.w3c.dom.Element;

class ContextXmlTest {
    private static final String PASSWORD = "a,b=c'd\"e<f>&g@user@ñ😀$1\\";

    @TempDir Path folder;

    @Test
    void theTemplateIsFilledWhateverThePasswordHolds() throws Exception {
        Element resource = written();

        assertEquals(PASSWORD, resource.getAttribute("password"));
        assertEquals("me@@password@", resource.getAttribute("username"));
        assertEquals(
                "jdbc:mariadb://db/news?x=1&connectionTimeZone=UTC"
                    + "&forceConnectionTimeZoneToSession=true&preserveInstants=true&useBulkStmts=true&connectTimeout=5000",
                resource.getAttribute("url"));
    }

    @Test
    void onlyTheOwnerCanReadThePassword() throws Exception {
        written();

        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("conf/context.xml"))));
    }

    private Element written() throws Exception {
        Home home = new Home(folder);
        Files.createDirectories(home.conf());
        Files.copy(
                Path.of("../conf/context.xml.template"),
                home.conf().resolve("context.xml.template"));
        ContextXml.write(
                home,
                new DbCfg(
                        "openemm",
                        Map.of(
                                "jdbc-connect", "jdbc:mariadb://db/news?x=1",
                                "user", "me@@password@",
                                "password", PASSWORD)));
        return (Element)
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(home.conf().resolve("context.xml").toFile())
                        .getElementsByTagName("Resource")
                        .item(0);
    }
}
