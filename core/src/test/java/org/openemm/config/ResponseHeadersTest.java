package org.openemm.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.config.ResponseHeaders.Header;
import org.openemm.config.ResponseHeaders.Use;
import org.openemm.database.Database;
import org.openemm.testsupport.SteppingClock;
import org.openemm.testsupport.TestDatabase;

class ResponseHeadersTest {
    private static TestDatabase server;
    private static Database database;

    private SteppingClock clock;
    private ResponseHeaders headers;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = Database.over(server.dataSource(), List.of());
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @BeforeEach
    void fresh() {
        database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        """
                                        DELETE FROM http_response_headers_tbl
                                         WHERE header_name LIKE 'X%' OR header_name LIKE 'Strict%'
                                        """));
        clock = new SteppingClock();
        headers = new ResponseHeaders(database, clock);
    }

    @Test
    void pagesStayOutOfCachesAndForeignFramesFromTheStart() {
        assertEquals(
                List.of(
                        new Header("Content-Security-Policy", "frame-ancestors 'self'", false),
                        new Header("Cache-Control", "no-store", true),
                        new Header("Pragma", "no-cache", false)),
                headers.of("emm", Use.FILTER, "127.0.0.1", null));
        assertEquals(2, headers.of("birt", Use.FILTER, "127.0.0.1", null).size());
        assertEquals(List.of(), headers.of("emm", Use.RESOURCE, "127.0.0.1", null));
    }

    @Test
    void theHstsHeaderOfTheGuideIsInEveryApplicationAfterFiveMinutes() {
        int before = headers.of("rdir", Use.FILTER, "127.0.0.1", "").size();
        insert("'Strict-Transport-Security', 'max-age=15768000', 1", "");
        assertEquals(before, headers.of("rdir", Use.FILTER, "127.0.0.1", "").size());
        clock.pass(Duration.ofMinutes(5));
        for (String application : List.of("emm", "rdir", "ws", "birt")) {
            assertTrue(
                    headers.of(application, Use.FILTER, "127.0.0.1", "")
                            .contains(
                                    new Header(
                                            "Strict-Transport-Security", "max-age=15768000", true)),
                    application);
        }
    }

    @Test
    void patternsOfHostAndQueryHaveToMatch() {
        insert(
                "'X-Inside', 'yes', 0, 'ws', '10\\\\..*', 'wsdl'",
                ", app_types, remote_hostname_pattern, query_pattern");
        assertEquals(1, named("X-Inside", headers.of("ws", Use.FILTER, "10.1.2.3", "wsdl")));
        assertEquals(0, named("X-Inside", headers.of("ws", Use.FILTER, "110.1.2.3", "wsdl")));
        assertEquals(0, named("X-Inside", headers.of("ws", Use.FILTER, "10.1.2.3", null)));
        assertEquals(0, named("X-Inside", headers.of("emm", Use.FILTER, "10.1.2.3", "wsdl")));
    }

    @Test
    void rowsThatCannotBeAHeaderAreLeftOut() {
        insert("'X-Split', 'a\\r\\nSet-Cookie: b=c', 1", "");
        insert("'X Blank', 'a', 1", "");
        insert("'X-Pattern', 'a', 1, '('", ", query_pattern");
        insert("'X-Good', 'a', 1", "");
        List<Header> found = headers.of("emm", Use.FILTER, "127.0.0.1", "");
        assertEquals(
                0, named("X-Split", found) + named("X Blank", found) + named("X-Pattern", found));
        assertEquals(1, named("X-Good", found));
    }

    private static long named(String name, List<Header> found) {
        return found.stream().filter(header -> header.name().equals(name)).count();
    }

    private static void insert(String values, String columns) {
        database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        "INSERT INTO http_response_headers_tbl (header_name,"
                                                + " header_value, overwrite"
                                                + columns
                                                + ") VALUES ("
                                                + values
                                                + ")"));
    }
}
