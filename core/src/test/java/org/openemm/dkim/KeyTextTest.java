package org.openemm.dkim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openemm.InvalidInput;

class KeyTextTest {
    private static final PrivateDkimKey RSA = PrivateDkimKey.generate(KeyType.RSA, 2048);
    private static final PrivateDkimKey ED = PrivateDkimKey.generate(KeyType.ED25519, 0);
    private static final String PEM = KeyText.pem(RSA);

    @Test
    void keysOfBothKindsAreReadBack() {
        for (PrivateDkimKey key : new PrivateDkimKey[] {RSA, ED}) {
            PrivateDkimKey read = KeyText.parse("\n  " + KeyText.pem(key) + "\n\n");

            assertEquals(key.type(), read.type());
            assertEquals(key.bits(), read.bits());
            assertEquals(key.publicText(), read.publicText());
        }
    }

    @Test
    void theOlderFormAndBareBase64AreReadToo() {
        byte[] pkcs8 = RSA.encoded();
        // The inner part of PKCS#8 is PKCS#1.
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        String older =
                "-----BEGIN RSA PRIVATE KEY-----\r\n"
                        + Base64.getMimeEncoder().encodeToString(pkcs1)
                        + "\r\n-----END RSA PRIVATE KEY-----";

        assertEquals(RSA.publicText(), KeyText.parse(older).publicText());
        assertEquals(
                RSA.publicText(),
                KeyText.parse(Base64.getEncoder().encodeToString(pkcs8)).publicText());
    }

    @Test
    void thePublicTextOfEd25519IsTheBareKey() {
        // Key of RFC 8463, appendix A.2.
        String seed = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
        byte[] start = {0x30, 46, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 34, 4, 32};
        byte[] pkcs8 = Arrays.copyOf(start, 48);
        System.arraycopy(Base64.getDecoder().decode(seed), 0, pkcs8, 16, 32);

        PrivateDkimKey key = KeyText.parse(Base64.getEncoder().encodeToString(pkcs8));

        assertEquals("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", key.publicText());
        assertEquals(key.publicText(), KeyText.recordText(key.publicKey().getEncoded()));
        assertArrayEquals(pkcs8, key.encoded());
    }

    @ParameterizedTest
    @CsvSource({
        "'',empty",
        "'   ',empty",
        "hello world!,base64",
        "AAAA,cut",
        "ssh-rsa AAAA,ssh",
        "v=DKIM1; p=AAAA,public",
        "'-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',public",
        "'-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',certificate",
        "'-----BEGIN OPENSSH PRIVATE KEY-----\nAA\n-----END OPENSSH PRIVATE KEY-----',ssh",
        "'-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA\n-----END ENCRYPTED PRIVATE KEY-----',password",
        "'-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nA\n-----END RSA PRIVATE"
                + " KEY-----',password",
        "'-----BEGIN PRIVATE KEY-----\nAA$A\n-----END PRIVATE KEY-----',base64",
        "'-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----',kind",
        "'-----BEGIN PRIVATE KEY-----\nAAAA',cut",
        "'AAAA\n-----END PRIVATE KEY-----',cut"
    })
    void whatIsWrongIsSaid(String text, String problem) {
        assertEquals("dkim.key." + problem, problem(text));
    }

    @Test
    void keysOfAnotherKindAreRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        String ec =
                Base64.getEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());

        assertEquals("dkim.key.kind", problem(ec));
    }

    @Test
    void damagedCutShortAndDoubledKeysAreRefused() throws Exception {
        String lost = PEM.replaceFirst("\n[A-Za-z0-9+/]{64}\n", "\n");
        byte[] changed = RSA.encoded();
        changed[changed.length / 2] ^= 1;
        KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
        small.initialize(512);
        byte[] tiny = small.generateKeyPair().getPrivate().getEncoded();

        assertEquals("dkim.key.cut", problem(lost));
        assertEquals("dkim.key.broken", problem(Base64.getEncoder().encodeToString(changed)));
        assertEquals("dkim.key.short", problem(Base64.getEncoder().encodeToString(tiny)));
        assertEquals("dkim.key.several", problem(PEM + PEM));
        assertEquals("dkim.key.long", problem("A".repeat(100_000)));
    }

    @Property(tries = 300)
    void anyTextIsAnsweredWithAReason(@ForAll @StringLength(max = 300) String text) {
        assertTrue(problem(text).startsWith("dkim.key."));
        assertTrue(problem("-----BEGIN PRIVATE KEY-----" + text).startsWith("dkim.key."));
    }

    @Property(tries = 100)
    void anyDamageIsAnsweredWithAReason(@ForAll int place, @ForAll byte value) {
        byte[] changed = ED.encoded();
        int at = Math.floorMod(place, 16);
        byte before = changed[at];
        changed[at] = value;
        if (before != value) {
            String text = Base64.getEncoder().encodeToString(changed);
            try {
                KeyText.parse(text);
            } catch (InvalidInput e) {
                assertTrue(e.problems().get(0).key().startsWith("dkim.key."));
            }
        }
    }

    @Test
    void nothingShowsThePrivateKey() {
        assertFalse(RSA.toString().contains("MII"));
        assertFalse(new SigningKey("example.com", "s", PEM, "").toString().contains("PRIVATE"));
    }

    private static String problem(String text) {
        return assertThrows(
                        InvalidInput.class,
                        () -> KeyText.parse(text),
                        () -> new String(text.getBytes(StandardCharsets.UTF_8)))
                .problems()
                .get(0)
                .key();
    }
}
