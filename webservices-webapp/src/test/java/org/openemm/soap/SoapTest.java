package org.openemm.soap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.openemm.account.Actor;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldDraft;

class SoapTest {
    private static SoapServer server;

    @BeforeAll
    static void start() {
        server = new SoapServer();
        field("internal_note", ProfileField.Editing.HIDDEN);
        field("read_note", ProfileField.Editing.READ_ONLY);
    }

    private static void field(String column, ProfileField.Editing editing) {
        server.core()
                .profileFields()
                .create(
                        Actor.system("test", 1),
                        new ProfileFieldDraft(
                                column, column, "", DataType.VARCHAR, 50, true, null, 1, editing));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Nested
    class TheWsdl {
        @Test
        void namesTheAddressThatTheCallerUsed() {
            HttpResponse<String> answer = server.get("emmservices.wsdl");

            assertEquals(200, answer.statusCode());
            assertTrue(
                    answer.headers().firstValue("Content-Type").orElse("").startsWith("text/xml"));
            assertTrue(
                    answer.body().contains("soap:address location=\"" + server.address() + "\""),
                    answer.body());
            assertEquals(200, server.get("emmservices.wsdl?wsdl").statusCode());
        }

        @Test
        void answersHeadWithoutBody() {
            HttpResponse<String> answer =
                    server.send(
                            HttpRequest.newBuilder(
                                            URI.create(server.address() + "emmservices.wsdl"))
                                    .method("HEAD", HttpRequest.BodyPublishers.noBody()));
            assertEquals(200, answer.statusCode());
        }

        @Test
        void isTheOnlyThingToGet() {
            assertEquals(405, server.get("").statusCode());
        }
    }

    @Nested
    class Security {
        private static final String LIST = "<s:ListMailinglistsRequest/>";

        @Test
        void aCallWithoutHeaderIsRefused() {
            assertFault(
                    "Client",
                    "No WS-Security header found",
                    server.post(SoapServer.envelope("", LIST)));
        }

        @Test
        void wrongPasswordAndUnknownUserLookTheSame() {
            String text = "The security token could not be authenticated or authorized";
            assertFault(
                    "Client",
                    text,
                    server.post(SoapServer.envelope(SoapServer.security("shop", "wrong"), LIST)));
            assertFault(
                    "Client",
                    text,
                    server.post(
                            SoapServer.envelope(
                                    SoapServer.security("nobody", SoapServer.PASSWORD), LIST)));
        }

        @Test
        void aDigestIsAcceptedAndAnOldOneIsNot() throws Exception {
            assertEquals(
                    200,
                    server.post(SoapServer.envelope(digest(Instant.now()), LIST)).statusCode());
            assertFault(
                    "Client",
                    "The message has expired",
                    server.post(
                            SoapServer.envelope(digest(Instant.now().minusSeconds(400)), LIST)));
        }

        private static String digest(Instant now) throws Exception {
            byte[] nonce = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
            String created = now.toString().substring(0, 19) + "Z";
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            sha.update(nonce);
            sha.update(created.getBytes(StandardCharsets.UTF_8));
            String digest =
                    Base64.getEncoder()
                            .encodeToString(
                                    sha.digest(
                                            SoapServer.PASSWORD.getBytes(StandardCharsets.UTF_8)));
            return SoapServer.security(SoapServer.USER, digest)
                    .replace("PasswordText", "PasswordDigest")
                    .replace(
                            "</wsse:Password>",
                            "</wsse:Password><wsse:Nonce>"
                                    + Base64.getEncoder().encodeToString(nonce)
                                    + "</wsse:Nonce><wsu:Created"
                                    + " xmlns:wsu=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd\">"
                                    + created
                                    + "</wsu:Created>");
        }
    }

    @Nested
    class Requests {
        @Test
        void thatAreNoXmlGet400() {
            assertEquals(400, server.post("hello").statusCode());
            assertEquals(400, server.post("").statusCode());
        }

        @Test
        void ofUnknownOperationsGet404() {
            assertEquals(404, server.call("<s:NoSuchRequest/>").statusCode());
        }

        @Test
        void withADtdAreRefusedAtOnce() {
            assertEquals(
                    400,
                    server.post(
                                    "<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b"
                                            + " \"&a;&a;&a;&a;\">]>"
                                            + SoapServer.envelope(
                                                    "",
                                                    "<s:ListMailinglistsRequest>&b;</s:ListMailinglistsRequest>"))
                            .statusCode());
        }

        @Test
        void nestedWithoutEndAreRefusedAtOnce() {
            assertEquals(
                    400,
                    server.call("<s:a>".repeat(50_000) + "</s:a>".repeat(50_000)).statusCode());
        }
    }

    @Nested
    class Subscribers {
        @Test
        void areAddedFoundReadChangedAndDeleted() {
            int id = add("bob@example.com", "Bob <&> Ünal");

            assertEquals(id, number("value", server.call(find("EMAIL", "BOB@example.com"))));
            String read =
                    server.call(
                                    "<s:GetSubscriberRequest><s:customerID>"
                                            + id
                                            + "</s:customerID></s:GetSubscriberRequest>")
                            .body();
            assertTrue(
                    read.contains(">Bob &lt;&amp;&gt; Ünal<")
                            || read.contains(">Bob &lt;&amp;> Ünal<"),
                    read);
            assertTrue(read.contains("creation_date_year_date"), read);

            String update =
                    "<s:UpdateSubscriberRequest><s:customerID>"
                            + id
                            + "</s:customerID><s:parameters>"
                            + item("lastname", "Meyer")
                            + "</s:parameters></s:UpdateSubscriberRequest>";
            assertTrue(server.call(update).body().contains(">true<"));
            assertEquals(id, number("value", server.call(find("lastname", "meyer"))));

            String delete =
                    "<s:DeleteSubscriberRequest><s:customerID>"
                            + id
                            + "</s:customerID></s:DeleteSubscriberRequest>";
            assertEquals(200, server.call(delete).statusCode());
            assertFault("Client", "Unknown customer ID", server.call(delete));
            assertEquals(0, number("value", server.call(find("email", "bob@example.com"))));
        }

        @Test
        void withDoubleCheckAreStoredOnce() {
            int first = add("twice@example.com", "A");
            assertEquals(first, add("twice@example.com", "B"));
        }

        @Test
        void withBadValuesAreRefusedInTheKnownWords() {
            assertFault("Client", "email is required", server.call(addRequest("", "A", "")));
            assertFault(
                    "Client",
                    "email is invalid. Email format required",
                    server.call(addRequest("no address", "A", "")));
            assertFault(
                    "Client",
                    "the field nofield does not exist",
                    server.call(addRequest("x@example.com", "A", item("nofield", "1"))));
            assertFault(
                    "Client",
                    "gender is not in the range 0 through 5",
                    server.call(addRequest("x@example.com", "A", item("gender", "9"))));
            assertEquals(0, number("value", server.call(find("email", "x@example.com"))));
        }

        @Test
        void haveOnlyTheFieldsThatTheCompanyShows() {
            int id = add("hidden@example.com", "H");
            String read =
                    server.call(
                                    "<s:GetSubscriberRequest><s:customerID>"
                                            + id
                                            + "</s:customerID></s:GetSubscriberRequest>")
                            .body();
            assertTrue(read.contains(">read_note<"), read);
            assertTrue(!read.contains("internal_note"), read);
            assertFault(
                    "Client",
                    "the field internal_note does not exist",
                    server.call(addRequest("x@example.com", "A", item("internal_note", "1"))));
            assertEquals(
                    500,
                    server.call(addRequest("x@example.com", "A", item("read_note", "1")))
                            .statusCode());
            assertEquals(0, number("value", server.call(find("email", "x@example.com"))));
        }

        @Test
        void onTheBlocklistAreNeitherAddedNorMadeActive() {
            int id = add("old@blocked.example", "Old");
            server.core()
                    .blocklist()
                    .addAll(Actor.system("test", 1), List.of("*@blocked.example"), "");
            assertEquals(500, server.call(addRequest("x@blocked.example", "A", "")).statusCode());
            assertEquals(0, number("value", server.call(find("email", "x@blocked.example"))));
            String active =
                    "<s:SetSubscriberBindingRequest><s:customerID>"
                            + id
                            + "</s:customerID><s:mailinglistID>1</s:mailinglistID><s:mediatype>0</s:mediatype><s:status>1</s:status>"
                            + "<s:userType>W</s:userType><s:remark>x</s:remark><s:exitMailingID>0</s:exitMailingID></s:SetSubscriberBindingRequest>";
            assertEquals(500, server.call(active).statusCode());
            assertEquals(200, server.call(active.replace(":status>1<", ":status>4<")).statusCode());
        }

        @Test
        void whoAreUnknownHaveIdZeroAndAnEmptyMap() {
            String answer =
                    server.call(
                                    "<s:GetSubscriberRequest><s:customerID>999999</s:customerID></s:GetSubscriberRequest>")
                            .body();
            assertTrue(answer.contains("parameters") && answer.contains(">0<"), answer);
        }
    }

    @Nested
    class BindingsAndLists {
        @Test
        void aListIsAddedAndListed() {
            int list = addList("Shop customers");

            String lists = server.call("<s:ListMailinglistsRequest/>").body();
            assertTrue(lists.contains(">" + list + "<") && lists.contains("Shop customers"), lists);
            assertFault(
                    "Client",
                    "shortname is required",
                    server.call(
                            "<s:AddMailinglistRequest><s:shortname>ab</s:shortname></s:AddMailinglistRequest>"));
        }

        @Test
        void aBindingIsSetAndRead() {
            int list = addList("Bound list");
            int id = add("bound@example.com", "C");
            String ids =
                    "<s:customerID>"
                            + id
                            + "</s:customerID><s:mailinglistID>"
                            + list
                            + "</s:mailinglistID><s:mediatype>0</s:mediatype>";
            assertFault("Client", "Binding not exist", server.call(get(ids)));

            assertEquals(200, server.call(set(ids, "1", "W")).statusCode());
            String binding = server.call(get(ids)).body();
            assertTrue(binding.contains("BindingDateTimeDefault"), binding);
            assertTrue(binding.contains(">from the shop<"), binding);
            assertFault("Server", "Invalid user status", server.call(set(ids, "99", "W")));
            assertFault("Client", "user type is required", server.call(set(ids, "1", "")));
        }

        private static String get(String ids) {
            return "<s:GetSubscriberBindingRequest>" + ids + "</s:GetSubscriberBindingRequest>";
        }

        private static String set(String ids, String status, String type) {
            return "<s:SetSubscriberBindingRequest>"
                    + ids
                    + "<s:status>"
                    + status
                    + "</s:status><s:userType>"
                    + type
                    + "</s:userType><s:remark>from the"
                    + " shop</s:remark><s:exitMailingID>0</s:exitMailingID></s:SetSubscriberBindingRequest>";
        }
    }

    @Nested
    class MailingsAndSending {
        @Test
        void aMailingIsListedWithItsStatus() {
            int id = mailing("Autumn");

            String list = server.call("<s:ListMailingsRequest/>").body();
            assertTrue(list.contains("Autumn") && list.contains("Hello"), list);
            String status =
                    server.call(
                                    "<s:GetMailingStatusRequest><s:mailingID>"
                                            + id
                                            + "</s:mailingID></s:GetMailingStatusRequest>")
                            .body();
            assertTrue(status.contains("mailing.status.new"), status);
            assertFault(
                    "Client",
                    "Unknown mailing status 'nope'",
                    server.call(
                            "<s:ListMailingsRequest><s:filter><s:mailingStatus>nope</s:mailingStatus></s:filter></s:ListMailingsRequest>"));
        }

        @Test
        void badSendRequestsAreRefusedInTheKnownWords() {
            int id = mailing("Winter");

            assertFault("Client", "send date is required", server.call(send(id, "world", "soon")));
            assertFault(
                    "Client",
                    "Send date not in future",
                    server.call(send(id, "world", "2020-01-01T10:00:00Z")));
            assertFault(
                    "Client",
                    "Unknown mailing ID",
                    server.call(send(999_999, "world", "2030-01-01T10:00:00Z")));
            assertFault(
                    "Client",
                    "recipients type is invalid. Possible values are \"world\", \"admin\","
                            + " \"test\"",
                    server.call(send(id, "everybody", "2030-01-01T10:00:00Z")));
        }

        @Test
        void whatMayNotBeSentInTheBrowserMayNotBeSentHere() {
            int id = mailing("Broken");
            content(id, "<p>[agnDB column=\"nobody_knows\"]</p>");
            String twice = "<s:doubleCheck>true</s:doubleCheck></s:SendMailingRequest>";
            String now = java.time.Instant.now().toString();

            for (String to : java.util.List.of("world", "admin", "test")) {
                String fault =
                        server.call(send(id, to, now).replace("</s:SendMailingRequest>", twice))
                                .body();
                assertTrue(fault.contains("nobody_knows"), fault);
            }
            assertEquals(0, jobs(id));
            assertEquals(
                    false,
                    server.core()
                            .mailings()
                            .get(Actor.system("test", 1), id)
                            .settings()
                            .email()
                            .removeDuplicates());
        }

        @Test
        void aMailingWithoutRecipientsIsNotSentNowButMayBeScheduled() {
            int id = mailing("Empty");
            content(id, "<p>Hello</p>");
            String now = java.time.Instant.now().toString();

            assertFault(
                    "Client", "The mailing has no recipients", server.call(send(id, "world", now)));
            assertFault(
                    "Client",
                    "The mailing list has no admin recipients",
                    server.call(send(id, "admin", now)));
            assertEquals(0, jobs(id));

            assertEquals(200, server.call(send(id, "world", "2037-01-01T10:00:00Z")).statusCode());
            assertEquals(1, jobs(id));
        }

        private static void content(int id, String html) {
            Actor actor = Actor.system("test", 1);
            server.core()
                    .mailingContents()
                    .save(
                            actor,
                            id,
                            html,
                            "Hello",
                            server.core().mailingContents().get(actor, id).version());
        }

        private static long jobs(int mailing) {
            return server.core()
                    .database()
                    .inTransaction(
                            tx ->
                                    tx.sql()
                                            .createQuery(
                                                    "SELECT COUNT(*) FROM maildrop_status_tbl WHERE"
                                                            + " mailing_id = :mailing")
                                            .bind("mailing", mailing)
                                            .mapTo(Long.class)
                                            .one());
        }

        private static String send(int id, String to, String date) {
            return "<s:SendMailingRequest><s:mailingID>%d</s:mailingID><s:recipientsType>%s</s:recipientsType><s:sendDate>%s</s:sendDate></s:SendMailingRequest>"
                    .formatted(id, to, date);
        }

        private static int mailing(String name) {
            return server.core()
                    .mailings()
                    .create(
                            Actor.system("test", 1),
                            MailingDraft.of(
                                    name,
                                    1,
                                    EmailSettings.of(
                                            "Hello", NamedAddress.parse("shop@example.com"))));
        }
    }

    private static int add(String email, String firstname) {
        return number("customerID", server.call(addRequest(email, firstname, "")));
    }

    private static String addRequest(String email, String firstname, String more) {
        return "<s:AddSubscriberRequest><s:doubleCheck>true</s:doubleCheck><s:keyColumn>email</s:keyColumn><s:overwrite>false</s:overwrite><s:parameters>"
                + item("email", email)
                + item("gender", "2")
                + item("mailtype", "1")
                + item("firstname", firstname.replace("&", "&amp;").replace("<", "&lt;"))
                + more
                + "</s:parameters></s:AddSubscriberRequest>";
    }

    private static String item(String key, String value) {
        return "<s:item><s:key>" + key + "</s:key><s:value>" + value + "</s:value></s:item>";
    }

    private static String find(String column, String value) {
        return "<s:FindSubscriberRequest><s:keyColumn>"
                + column
                + "</s:keyColumn><s:value>"
                + value
                + "</s:value></s:FindSubscriberRequest>";
    }

    private static int addList(String name) {
        return number(
                "mailinglistID",
                server.call(
                        "<s:AddMailinglistRequest><s:shortname>"
                                + name
                                + "</s:shortname><s:description>x</s:description></s:AddMailinglistRequest>"));
    }

    private static int number(String element, HttpResponse<String> answer) {
        Matcher matcher =
                Pattern.compile("<(?:\\w+:)?" + element + "[^>]*>(\\d+)<").matcher(answer.body());
        assertTrue(matcher.find(), answer.body());
        return Integer.parseInt(matcher.group(1));
    }

    private static void assertFault(String code, String text, HttpResponse<String> answer) {
        assertEquals(500, answer.statusCode(), answer.body());
        Matcher matcher =
                Pattern.compile(
                                "<faultcode>\\w[\\w-]*:(\\w+)</faultcode><faultstring[^>]*>([^<]*)<")
                        .matcher(answer.body());
        assertTrue(matcher.find(), answer.body());
        assertEquals(text, matcher.group(2).replace("&quot;", "\""));
        assertEquals(code, matcher.group(1));
    }
}
