package org.openemm.rendering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures, checked by a verifier that nobody here wrote. */
class SignedMailsTest {
    private static KeyPair keys;
    private static String pem;

    @BeforeAll
    static void makeKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        pem = pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"quoted-printable", "8bit", "base64"})
    void aSignedMailVerifies(String encoding) throws Exception {
        Sample sample =
                new Sample()
                        .encoding(encoding)
                        .subject(
                                "Grüße an [agnFIRSTNAME] und noch viel mehr, damit es zwei Zeilen"
                                        + " gibt")
                        .text("Text ä\n\n\n")
                        .dkim("example.com", "s1", pem, "news@example.com");

        byte[] mail = render(sample);

        List<SignatureRecord> signatures = verify(mail);
        assertEquals(1, signatures.size());
        assertEquals("example.com", signatures.get(0).getDToken().toString());
        String header = new String(mail, StandardCharsets.UTF_8).split("\r\n\r\n")[0];
        assertTrue(header.startsWith("Received: "));
        assertTrue(
                header.lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow()
                        .startsWith("DKIM-Signature: v=1;"));
        assertTrue(
                header.replaceAll("\\s", "").contains("list-unsubscribe-post:list-unsubscribe:"));
    }

    @Test
    void aChangedMailDoesNotVerify() {
        byte[] mail = render(new Sample().dkim("example.com", "s1", pem, ""));
        String text = new String(mail, StandardCharsets.UTF_8);

        assertThrows(
                FailException.class,
                () ->
                        verify(
                                text.replace("Subject: G", "Subject: g")
                                        .getBytes(StandardCharsets.UTF_8)));
        assertThrows(
                FailException.class,
                () -> verify(text.replace("Text", "Test").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void olderKeyFilesAreReadToo() throws Exception {
        // The inner part of PKCS#8 is PKCS#1.
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);

        byte[] mail =
                render(new Sample().dkim("example.com", "s1", pem("RSA PRIVATE KEY", pkcs1), ""));

        assertEquals(1, verify(mail).size());
    }

    @Test
    void anUnusableKeyLeavesMailsUnsigned() {
        byte[] mail = render(new Sample().dkim("example.com", "s1", "no key", ""));

        assertFalse(new String(mail, StandardCharsets.UTF_8).contains("DKIM-Signature"));
    }

    private static byte[] render(Sample sample) {
        return sample.compiled().renderer().render(Sample.bernd()).toByteArray();
    }

    private static List<SignatureRecord> verify(byte[] mail) throws Exception {
        String record =
                "v=DKIM1; k=rsa; p="
                        + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        DKIMVerifier verifier =
                new DKIMVerifier(
                        (method, selector, token) ->
                                selector.toString().equals("s1")
                                                && token.toString().equals("example.com")
                                        ? List.of(record)
                                        : List.of());
        return verifier.verify(new ByteArrayInputStream(mail));
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN "
                + label
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END "
                + label
                + "-----\n";
    }
}
