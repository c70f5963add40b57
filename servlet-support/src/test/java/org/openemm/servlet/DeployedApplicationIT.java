package org.openemm.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import javax.naming.InitialContext;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openemm.testsupport.TestDatabase;

/** What the three web applications share, inside an archive that Tomcat has deployed. */
@ExtendWith({FreePort.class, ArquillianExtension.class})
class DeployedApplicationIT {
    private static final String POOL =
            """
            <Context>
              <Resource name="jdbc/emm_db" auth="Container" type="javax.sql.DataSource"
                factory="org.apache.commons.dbcp2.BasicDataSourceFactory"
                driverClassName="org.mariadb.jdbc.Driver" url="%s" username="root" password=""/>
            </Context>
            """;
    private static final String WEB_XML =
            """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <listener><listener-class>org.openemm.servlet.CoreListener</listener-class></listener>
              <filter>
                <filter-name>headers</filter-name>
                <filter-class>org.openemm.servlet.ResponseHeadersFilter</filter-class>
                <init-param><param-name>application</param-name><param-value>emm</param-value></init-param>
              </filter>
              <filter-mapping><filter-name>headers</filter-name><url-pattern>/*</url-pattern></filter-mapping>
              <servlet>
                <servlet-name>company</servlet-name>
                <servlet-class>org.openemm.servlet.CompanyServlet</servlet-class>
              </servlet>
              <servlet-mapping><servlet-name>company</servlet-name><url-pattern>/company</url-pattern></servlet-mapping>
            </web-app>
            """;

    @Deployment
    static WebArchive application() throws IOException {
        TestDatabase database = TestDatabase.create();
        System.setProperty("openemm.home", Files.createTempDirectory("oemm-servlet").toString());
        return ShrinkWrap.create(WebArchive.class, "application.war")
                .addPackage(DeployedApplicationIT.class.getPackage())
                .addAsManifestResource(
                        new StringAsset(
                                POOL.formatted(
                                        database.dataSource().getUrl().replace("&", "&amp;"))),
                        "context.xml")
                .setWebXML(new StringAsset(WEB_XML));
    }

    /** Inside: this class came from the archive, the pool from its context.xml. */
    // The name is a constant and the directory is the container's own.
    @SuppressWarnings("BanJNDI")
    @Test
    void theContainerOffersThePool() throws Exception {
        assertNotSame(ClassLoader.getSystemClassLoader(), getClass().getClassLoader());
        DataSource pool = (DataSource) new InitialContext().lookup("java:comp/env/jdbc/emm_db");
        try (Connection connection = pool.getConnection()) {
            assertTrue(connection.isValid(5));
        }
    }

    @Test
    @RunAsClient
    void theCoreIsOpenWhenTheFirstServletAnswers(@ArquillianResource URL address) throws Exception {
        HttpResponse<String> answer = get(address);

        assertEquals(200, answer.statusCode());
        assertEquals("EMM-Master", answer.body());
    }

    @Test
    @RunAsClient
    void headersOfTheAdministratorReplaceOrGiveWayAsTheirRowsSay(@ArquillianResource URL address)
            throws Exception {
        HttpResponse<String> answer = get(address);

        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(
                "default-src 'none'",
                answer.headers().firstValue("Content-Security-Policy").orElse(""));
    }

    private static HttpResponse<String> get(URL address) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address + "company")).build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
