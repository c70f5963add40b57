package org.openemm.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.james.jdkim.DKIMVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.config.Home;

class DkimSignerTest {
    private static final KeyBox BOX = new KeyBox(new Home(Path.of("target/no-home")));
    private static final PrivateDkimKey RSA = PrivateDkimKey.generate(KeyType.RSA, 2048);
    private static final PrivateDkimKey ED = PrivateDkimKey.generate(KeyType.ED25519, 0);

    private static final String MAIL =
            """
            Message-ID: <1@example.com>
            From: "News" <news@example.com>
            To: <eva@example.org>
            Subject: Hello
             =?UTF-8?Q?=C3=A4?=  there\t
            List-Unsubscribe: <https://example.com/u>,
             <mailto:u@example.com>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            X-Empty:
            Comments: not covered
            MIME-Version: 1.0

            Line one
              line two

            end


            """
                    .replace("\n", "\r\n");

    @Test
    void theVerifierOfTheseTestsAcceptsTheExampleOfRfc8463() throws Exception {
        String example =
                """
                DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
                 d=football.example.com; i=@football.example.com;
                 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
                 subject : date : message-id : from : subject : date;
                 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
                 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
                 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
                From: Joe SixPack <joe@football.example.com>
                To: Suzie Q <suzie@shopping.example.net>
                Subject: Is dinner ready?
                Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
                Message-ID: <20030712040037.46341.5F8J@football.example.com>

                Hi.

                We lost the game.  Are you hungry yet?

                Joe.
                """
                        .replace("\n", "\r\n");
        PlainVerifier verifier =
                new PlainVerifier()
                        .with(
                                "brisbane._domainkey.football.example.com",
                                "v=DKIM1; k=ed25519;"
                                        + " p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");

        assertEquals(1, verifier.verify(example.getBytes(ISO_8859_1)).size());
        assertThrows(
                IllegalArgumentException.class,
                () -> verifier.verify(example.replace("ready", "READY").getBytes(ISO_8859_1)));
    }

    @ParameterizedTest
    @CsvSource({"RSA,2048", "RSA,4096", "RSA,1024", "ED25519,0"})
    void receiversAcceptSignaturesOfEveryKindOfKey(KeyType type, int bits) throws Exception {
        PrivateDkimKey key = PrivateDkimKey.generate(type, bits);

        List<Map<String, String>> good =
                verifier("s1", key).verify(signed(MAIL, List.of(signing("s1", key))));

        assertEquals(1, good.size());
        assertEquals(type.signatureTag(), good.get(0).get("a"));
        assertEquals("news@example.com", good.get(0).get("i"));
    }

    @Test
    void twoKeysSignAtOnce() throws Exception {
        byte[] mail = signed(MAIL, List.of(signing("r", RSA), signing("e", ED)));

        List<Map<String, String>> good =
                verifier("r", RSA).with("e._domainkey.example.com", record(ED)).verify(mail);

        assertEquals(
                List.of("rsa-sha256", "ed25519-sha256"),
                good.stream().map(tags -> tags.get("a")).toList());
        // A verifier that knows RSA only is content with that one.
        assertEquals(1, byJdkim(mail, "r", RSA).size());
    }

    @Test
    void everyHeaderIsCoveredButThoseThatServersChange() throws Exception {
        Map<String, String> tags =
                verifier("s1", RSA).verify(signed(MAIL, List.of(signing("s1", RSA)))).get(0);

        Set<String> covered = Set.copyOf(List.of(tags.get("h").split(":")));
        assertEquals(
                Set.of(
                        "message-id",
                        "from",
                        "to",
                        "subject",
                        "list-unsubscribe",
                        "list-unsubscribe-post",
                        "x-empty",
                        "mime-version"),
                covered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"From: evil@example.net", "Subject: Other", "To: <all@example.org>"})
    void aSecondSenderOrSubjectBreaksTheSignature(String line) {
        String text = new String(signed(MAIL, List.of(signing("s1", ED))), ISO_8859_1);

        for (String added :
                new String[] {
                    line + "\r\n" + text, text.replace("MIME-Version", line + "\r\nMIME-Version")
                }) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> verifier("s1", ED).verify(added.getBytes(ISO_8859_1)));
        }
    }

    @Test
    void severalLinesOfOneNameAreSignedInTheOrderInWhichReceiversReadThem() throws Exception {
        String mail = "X-A: one\r\nX-A: two\r\nFrom: n@example.com\r\nX-A: three\r\n\r\nText\r\n";

        assertEquals(1, verifier("s1", ED).verify(signed(mail, List.of(signing("s1", ED)))).size());
        assertEquals(1, byJdkim(signed(mail, List.of(signing("s1", RSA))), "s1", RSA).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "\r\n\r\n\r\n",
                "a",
                "a\r\n",
                "a\r\n\r\n",
                "a \r\n\t\r\n",
                "\r\na\r\n",
                " \r\n"
            })
    void bodiesOfAllEndsVerify(String body) throws Exception {
        byte[] mail = signed("From: n@example.com\r\n\r\n" + body, List.of(signing("s1", RSA)));

        assertEquals(1, verifier("s1", RSA).verify(mail).size());
    }

    @Property(tries = 200)
    void whateverStandsInAHeaderVerifies(
            @ForAll @StringLength(max = 120) @CharRange(from = ' ', to = '~') String value,
            @ForAll @IntRange(min = 1, max = 90) int width)
            throws Exception {
        String folded = value.replaceAll("(.{" + width + "}) ", "$1\r\n ");
        String mail =
                "From: n@example.com\r\nX-Some: x" + folded + "\r\nSubject: s\r\n\r\nText\r\n";

        assertEquals(1, verifier("s1", ED).verify(signed(mail, List.of(signing("s1", ED)))).size());
    }

    @Test
    void linesAreNoLongerThanMailsMayHaveThem() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            many.append("X-Header-With-A-Name-").append(i).append(": v\r\n");
        }
        List<SigningKey> keys =
                List.of(
                        new SigningKey(
                                "a-rather-long-name-of-a-domain.example.com",
                                "a-long-selector",
                                KeyText.pem(RSA),
                                "news;=ö@a-rather-long-name-of-a-domain.example.com"));

        String header = new String(sign(many + MAIL, keys), ISO_8859_1);

        assertTrue(header.lines().allMatch(line -> line.length() <= 78), header);
        assertTrue(header.contains("i=news=3B=3D=C3=B6@"), header);
    }

    @Test
    void aChangedBodyOrHeaderDoesNotVerify() {
        String text = new String(signed(MAIL, List.of(signing("s1", RSA))), ISO_8859_1);

        for (String changed :
                List.of(
                        text.replace("Line one", "Line 0ne"),
                        text.replace("Hello", "Hallo"),
                        text.replace("One-Click", "Two-Click"),
                        text.replace("  line two", " line two"))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> verifier("s1", RSA).verify(changed.getBytes(ISO_8859_1)));
        }
    }

    @Test
    void anUnusableKeyLeavesTheOthersToSign() {
        DkimSigning none =
                DkimSigning.of(
                        List.of(new SigningKey("example.com", "s1", "no key", "")),
                        BOX,
                        Clock.systemUTC());
        DkimSigning one =
                DkimSigning.of(
                        List.of(
                                new SigningKey("example.com", "s1", "v1:AAAA", ""),
                                signing("s2", ED)),
                        BOX,
                        Clock.systemUTC());

        assertTrue(none.isEmpty());
        assertFalse(one.isEmpty());
        assertTrue(
                new String(one.signer().sign(MAIL.getBytes(ISO_8859_1), 0, MAIL.length()))
                        .contains("s=s2"));
    }

    @Test
    void aSignerIsUsedAgainAndAgainFromSeveralThreads() throws Exception {
        DkimSigning signing =
                DkimSigning.of(
                        List.of(signing("r", RSA), signing("e", ED)), BOX, Clock.systemUTC());
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 3; t++) {
            DkimSigner signer = signing.signer();
            int number = t;
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    for (int i = 0; i < 30; i++) {
                                        byte[] mail =
                                                MAIL.replace("Hello", "Hello " + number + i)
                                                        .getBytes(ISO_8859_1);
                                        verifier("r", RSA)
                                                .with("e._domainkey.example.com", record(ED))
                                                .verify(
                                                        joined(
                                                                signer.sign(mail, 0, mail.length),
                                                                mail));
                                    }
                                } catch (Throwable e) {
                                    failures.add(e);
                                }
                            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(List.of(), failures);
    }

    private static List<?> byJdkim(byte[] mail, String selector, PrivateDkimKey key)
            throws Exception {
        return new DKIMVerifier(
                        (method, asked, token) ->
                                asked.toString().equals(selector)
                                        ? List.of(record(key))
                                        : List.of())
                .verify(new java.io.ByteArrayInputStream(mail));
    }

    private static SigningKey signing(String selector, PrivateDkimKey key) {
        return new SigningKey("example.com", selector, KeyText.pem(key), "news@example.com");
    }

    private static byte[] signed(String mail, List<SigningKey> keys) {
        return joined(sign(mail, keys), mail.getBytes(ISO_8859_1));
    }

    private static byte[] sign(String mail, List<SigningKey> keys) {
        byte[] bytes = mail.getBytes(ISO_8859_1);
        return DkimSigning.of(keys, BOX, Clock.systemUTC()).signer().sign(bytes, 0, bytes.length);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static PlainVerifier verifier(String selector, PrivateDkimKey key) {
        return new PlainVerifier().with(selector + "._domainkey.example.com", record(key));
    }

    private static String record(PrivateDkimKey key) {
        return DnsRecord.of(new KeyName("example.com", "s"), key.type(), key.publicText()).value();
    }
}
