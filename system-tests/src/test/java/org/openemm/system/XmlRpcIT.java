package org.openemm.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** The backend over XML-RPC, with calls written out as text. */
@ExtendWith(OneSystem.class)
class XmlRpcIT {
    private static final String SUBJECT = "Grüße 🌷 & <mehr>";
    private static RunningSystem system;
    private static TestMailing mailing;

    @BeforeAll
    static void aMailing(RunningSystem running) {
        system = running;
        mailing = TestMailing.create(system, SUBJECT, "xmlrpc@shop.example");
    }

    @Test
    void aPreviewHasTheSubjectAsItWasWritten() throws Exception {
        Document answer =
                call(
                        "Merger.preview",
                        "mailing-id=\"%d\", preview-for=\"%d\""
                                .formatted(mailing.id(), mailing.customer()));

        assertEquals(0, answer.getElementsByTagName("fault").getLength());
        JsonNode preview =
                new JsonMapper()
                        .readTree(answer.getElementsByTagName("param").item(0).getTextContent());
        assertEquals(SUBJECT, preview.path("subject").asText());
        assertTrue(preview.path("html").asText().contains("Dear Änne 🌱"), preview.toString());
    }

    @Test
    void anUnknownMethodIsAFault() throws Exception {
        for (String method : new String[] {"Merger.destroy", "system.listMethods", "🌷"}) {
            Document answer = call(method, "x");

            assertEquals(1, answer.getElementsByTagName("fault").getLength(), method);
            assertEquals(0, answer.getElementsByTagName("param").getLength(), method);
        }
    }

    @Test
    void aCallForAMailingThatIsNotThereIsAnsweredWithText() throws Exception {
        Document answer = call("Merger.preview", "mailing-id=\"99999999\"");

        assertTrue(
                answer.getElementsByTagName("param")
                        .item(0)
                        .getTextContent()
                        .contains("Failed to create preview"));
    }

    private static Document call(String method, String argument)
            throws ParserConfigurationException, SAXException, IOException {
        HttpResponse<String> answer =
                system.send(
                        HttpRequest.newBuilder(system.xmlRpc())
                                .header("Content-Type", "text/xml")
                                .POST(
                                        BodyPublishers.ofString(
                                                """
                                                <?xml version="1.0"?>
                                                <methodCall><methodName>%s</methodName>
                                                <params><param><value><string>%s</string></value></param></params></methodCall>
                                                """
                                                        .formatted(method, argument))));
        assertEquals(200, answer.statusCode(), answer.body());
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(
                        new ByteArrayInputStream(
                                answer.body().strip().getBytes(StandardCharsets.UTF_8)));
    }
}
