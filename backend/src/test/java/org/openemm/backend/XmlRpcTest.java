package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.xmlrpc.XmlRpcException;
import org.apache.xmlrpc.client.XmlRpcClient;
import org.apache.xmlrpc.client.XmlRpcClientConfigImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.config.SystemCfg;

class XmlRpcTest {
    @TempDir private static Path folder;
    private static SendFixture fixture;
    private static Backend backend;
    private static XmlRpcClient client;
    private static URI address;

    @BeforeAll
    static void start() throws IOException {
        fixture = new SendFixture(folder);
        backend =
                Backend.start(
                        fixture.home, SystemCfg.read(fixture.home), Clock.systemDefaultZone());
        address = URI.create("http://127.0.0.1:" + fixture.xmlRpcPort + "/RPC2");
        XmlRpcClientConfigImpl config = new XmlRpcClientConfigImpl();
        config.setServerURL(address.toURL());
        client = new XmlRpcClient();
        client.setConfig(config);
    }

    @AfterAll
    static void stop() {
        backend.close();
        fixture.close();
    }

    @Test
    void remoteControlAnswersBeforeTheWorkIsDoneAndForAnyCommand() throws XmlRpcException {
        assertEquals("Mailout started", call("Merger.remote_control", "fire", "4711"));
        assertEquals("Mailout started", call("Merger.remote_control", "fire", "x' OR 1=1"));
        assertEquals("Mailout started", call("Merger.remote_control", "dance", ""));
    }

    @Test
    void aPreviewIsJson() throws Exception {
        fixture.addRecipients(1);
        int mailing = fixture.mailing("Für [agnFIRSTNAME]");
        String customer = fixture.value("SELECT MIN(customer_id) FROM customer_1_tbl");

        JsonNode preview =
                new JsonMapper()
                        .readTree(
                                call(
                                        "Merger.preview",
                                        "mailing-id=\"%d\", preview-for=\"%s\""
                                                .formatted(mailing, customer)));

        assertEquals("Für Jürgen", preview.path("subject").asText());
        assertTrue(preview.path("html").asText().contains("Dear Jürgen Nr1"), preview.toString());
        assertTrue(preview.path("text").asText().contains("Dear Jürgen Nr1"), preview.toString());
        assertTrue(call("Merger.preview", "nonsense").startsWith("Unparsable option"));
        assertTrue(
                call("Merger.preview", "mailing-id=\"99999\"")
                        .startsWith("Failed to create preview using"));
    }

    @Test
    void scriptsAreToldWhetherThereWasSomethingToStart() throws Exception {
        assertEquals(true, client.execute("is_active", List.of()));
        assertEquals(false, client.execute("is_onhold", List.of(4711)));
        for (String method : List.of("start_mailing", "startOnDemandMailing")) {
            Object[] answer = (Object[]) client.execute(method, List.of(4711));
            assertEquals(false, answer[0]);
            assertTrue(answer[1].toString().contains("4711"), answer[1].toString());
        }
        assertThrows(
                XmlRpcException.class, () -> client.execute("Trigger.plain", List.of("x", "y")));
    }

    @Test
    void aPageOfSomebodyElseStartsNothing() throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(address.resolve("/demand?1"))
                                        .header("Sec-Fetch-Site", "cross-site")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());

        assertEquals(403, answer.statusCode());
    }

    @Test
    void whatNobodyOffersIsAFault() {
        for (String method :
                List.of("Merger.start", "system.listMethods", "Merger.remote_control", "x")) {
            XmlRpcException fault = assertThrows(XmlRpcException.class, () -> call(method), method);
            assertTrue(fault.getMessage().startsWith("No "), fault.getMessage());
        }
    }

    @Test
    void brokenAndHugeCallsAreRefused() throws Exception {
        assertEquals(405, send("GET", "").statusCode());
        assertTrue(send("POST", "<methodCall><methodName>").body().contains("<fault>"));
        assertTrue(
                send(
                                "POST",
                                "<!DOCTYPE x [<!ENTITY e SYSTEM"
                                    + " \"file:///etc/passwd\">]><methodCall><methodName>&e;</methodName></methodCall>")
                        .body()
                        .contains("<fault>"));
        assertEquals(413, send("POST", " ".repeat(11 * 1024 * 1024)).statusCode());
    }

    private static HttpResponse<String> send(String method, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String call(String method, Object... arguments) throws XmlRpcException {
        return (String) client.execute(method, arguments);
    }
}
