package org.openemm.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A shop speaks to the web services as any SOAP client does: envelopes as text over HTTP. */
@ExtendWith(OneSystem.class)
class SoapIT {
    private static final String USER = "system-test-shop";
    private static final String PASSWORD = "a-password-of-at-least-32-characters!";
    private static final String ADDRESS = "/2.0/";
    private static final String WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";

    private static RunningSystem system;

    @BeforeAll
    static void createUserAtTheShell(RunningSystem running) throws IOException {
        system = running;
        Path file = Files.createTempFile("oemm-password", ".txt");
        Files.writeString(file, PASSWORD);
        system.script("OST.sh", "webservice-user", "add", USER, "--password-file", "" + file);
        Files.delete(file);
    }

    @Test
    void aSubscriberIsAddedFoundChangedAndDeleted() {
        String added =
                ok(
                        ADDRESS,
                        """
                        <s:AddSubscriberRequest>
                          <s:doubleCheck>true</s:doubleCheck>
                          <s:keyColumn>email</s:keyColumn>
                          <s:overwrite>true</s:overwrite>
                          <s:parameters>%s%s%s%s</s:parameters>
                        </s:AddSubscriberRequest>
                        """
                                .formatted(
                                        item("email", "soap.oneill@shop.example"),
                                        item("firstname", "Zoë 🌷 <b>"),
                                        item("gender", "2"),
                                        item("mailtype", "1")));
        String id = element("customerID", added);
        assertEquals(
                "Zoë 🌷 <b>",
                system.value("SELECT firstname FROM customer_1_tbl WHERE customer_id = ?", id)
                        .orElseThrow());

        String found =
                ok(
                        ADDRESS,
                        "<s:FindSubscriberRequest><s:keyColumn>email</s:keyColumn>"
                                + "<s:value>soap.oneill@shop.example</s:value>"
                                + "</s:FindSubscriberRequest>");
        assertEquals(id, element("value", found));

        ok(
                ADDRESS,
                "<s:UpdateSubscriberRequest><s:customerID>"
                        + id
                        + "</s:customerID><s:parameters>"
                        + item("lastname", "Müller")
                        + "</s:parameters></s:UpdateSubscriberRequest>");
        String got =
                ok(
                        ADDRESS,
                        "<s:GetSubscriberRequest><s:customerID>"
                                + id
                                + "</s:customerID></s:GetSubscriberRequest>");
        assertTrue(got.contains("Müller") && got.contains("Zoë 🌷 &lt;b"), got);

        ok(
                ADDRESS,
                "<s:DeleteSubscriberRequest><s:customerID>"
                        + id
                        + "</s:customerID></s:DeleteSubscriberRequest>");
        assertEquals(
                0, system.number("SELECT COUNT(*) FROM customer_1_tbl WHERE customer_id = ?", id));
    }

    @Test
    void theAddressWithoutSlashIsAnsweredAndNotRedirected() {
        assertTrue(ok("/2.0", "<s:ListMailinglistsRequest/>").contains("Default-Mailinglist"));
    }

    @Test
    void theWsdlNamesTheAddressOfThisInstallation() {
        HttpResponse<String> wsdl = system.get(ADDRESS + "emmservices.wsdl");

        assertEquals(200, wsdl.statusCode());
        assertTrue(wsdl.body().contains("location=\"" + system.address() + ADDRESS), wsdl.body());
    }

    @Test
    void aWrongPasswordAndAnUnknownUserGetTheSameFaultAndChangeNothing() {
        String request =
                "<s:AddMailinglistRequest><s:shortname>Nobody's</s:shortname></s:AddMailinglistRequest>";
        HttpResponse<String> wrong = post(ADDRESS, envelope(text(USER, "wrong"), request));
        HttpResponse<String> unknown = post(ADDRESS, envelope(text("nobody", PASSWORD), request));

        assertEquals(500, wrong.statusCode());
        assertTrue(wrong.body().contains("could not be authenticated"), wrong.body());
        assertEquals(wrong.body(), unknown.body());
        assertEquals(
                0,
                system.number(
                        "SELECT COUNT(*) FROM mailinglist_tbl WHERE shortname = 'Nobody''s'"));
    }

    @Test
    void aDigestIsAccepted() throws NoSuchAlgorithmException {
        HttpResponse<String> answer =
                post(ADDRESS, envelope(digest(), "<s:ListMailinglistsRequest/>"));

        assertEquals(200, answer.statusCode(), answer.body());
    }

    private static String ok(String path, String body) {
        HttpResponse<String> answer = post(path, envelope(text(USER, PASSWORD), body));
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static HttpResponse<String> post(String path, String envelope) {
        return system.send(
                HttpRequest.newBuilder(system.uri(path))
                        .header("Content-Type", "text/xml; charset=utf-8")
                        .header("SOAPAction", "\"\"")
                        .POST(BodyPublishers.ofString(envelope)));
    }

    private static String envelope(String security, String body) {
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:s="http://agnitas.org/ws/schemas">
          <e:Header>%s</e:Header>
          <e:Body>%s</e:Body>
        </e:Envelope>
        """
                .formatted(security, body);
    }

    private static String text(String user, String password) {
        return security(user, "PasswordText", password, "");
    }

    private static String digest() throws NoSuchAlgorithmException {
        byte[] nonce = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        String created = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        MessageDigest sha = MessageDigest.getInstance("SHA-1");
        sha.update(nonce);
        sha.update((created + PASSWORD).getBytes(StandardCharsets.UTF_8));
        Base64.Encoder base64 = Base64.getEncoder();
        return security(
                USER,
                "PasswordDigest",
                base64.encodeToString(sha.digest()),
                "<w:Nonce>"
                        + base64.encodeToString(nonce)
                        + "</w:Nonce><u:Created xmlns:u=\""
                        + WSS
                        + "wssecurity-utility-1.0.xsd\">"
                        + created
                        + "</u:Created>");
    }

    private static String security(String user, String type, String password, String more) {
        return """
        <w:Security xmlns:w="%swssecurity-secext-1.0.xsd" e:mustUnderstand="1">
          <w:UsernameToken>
            <w:Username>%s</w:Username>
            <w:Password Type="%susername-token-profile-1.0#%s">%s</w:Password>%s
          </w:UsernameToken>
        </w:Security>
        """
                .formatted(WSS, user, WSS, type, password, more);
    }

    private static String item(String key, String value) {
        return "<s:item><s:key>%s</s:key><s:value>%s</s:value></s:item>"
                .formatted(key, value.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private static String element(String name, String xml) {
        Matcher matcher = Pattern.compile("<(?:\\w+:)?" + name + "[^>]*>([^<]*)<").matcher(xml);
        assertTrue(matcher.find(), xml);
        return matcher.group(1);
    }
}
