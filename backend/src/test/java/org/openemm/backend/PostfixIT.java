package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.backend.smtp.RecordingSink;
import org.openemm.backend.smtp.Route;
import org.openemm.backend.smtp.SmtpTrial;
import org.openemm.config.SystemCfg;
import org.openemm.delivery.SendOptions;
import org.openemm.testsupport.Postfix;

/** Through a real Postfix that wants encryption and a login (asks Dovecot). */
class PostfixIT {
    private static final int RECIPIENTS = 3_000;
    private static final String USER = "news";
    private static final String PASSWORD = "geheim, ü=1";
    private static final String STORE_PASSWORD = "changeit";

    /** The certificate is for this name, not for the address. */
    private static final String HOST = "localhost";

    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final String TRUST_PASSWORD = "javax.net.ssl.trustStorePassword";

    @TempDir private static Path keys;
    private static String trustBefore;
    private static String trustPasswordBefore;

    @TempDir private Path folder;
    private RecordingSink receiver;
    private Postfix postfix;
    private SendFixture fixture;
    private Backend backend;

    @BeforeAll
    static void makeKey() throws Exception {
        PostfixNeeded.by(PostfixIT.class, Postfix.obstacleToLogins());
        Path store = keys.resolve("key.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "relay",
                                "-keyalg",
                                "RSA",
                                "-dname",
                                "CN=" + HOST,
                                "-ext",
                                "san=dns:" + HOST,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                STORE_PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        keytool.getInputStream().readAllBytes();
        assertEquals(0, keytool.waitFor());
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            made.load(in, STORE_PASSWORD.toCharArray());
        }
        Key key = made.getKey("relay", STORE_PASSWORD.toCharArray());
        Certificate certificate = made.getCertificate("relay");
        Files.writeString(pem(), block("PRIVATE KEY", key.getEncoded()) + certificate(certificate));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("relay", certificate);
        try (var out = Files.newOutputStream(keys.resolve("trusted.p12"))) {
            trusted.store(out, STORE_PASSWORD.toCharArray());
        }
        trustBefore = System.getProperty(TRUST);
        trustPasswordBefore = System.getProperty(TRUST_PASSWORD);
        trustTheRelay();
    }

    @AfterAll
    static void trustAsBefore() {
        set(TRUST, trustBefore);
        set(TRUST_PASSWORD, trustPasswordBefore);
    }

    @BeforeEach
    void startServers() throws IOException {
        receiver = new RecordingSink(folder.resolve("received"));
        postfix = Postfix.start(receiver.port(), new Postfix.Secured(pem(), USER, PASSWORD));
    }

    @AfterEach
    void end() throws IOException {
        if (backend != null) {
            backend.close();
        }
        if (postfix != null) {
            postfix.close();
        }
        if (receiver != null) {
            receiver.close();
        }
        if (fixture != null) {
            fixture.close();
        }
    }

    @Test
    void aMailingReachesEverybodyOnceEncryptedAndAfterALogin() throws IOException {
        fixture = new SendFixture(folder.resolve("home"));
        fixture.settings(
                """
                smtp-host = %s
                smtp-port = %d
                smtp-tls = starttls
                smtp-user = %s
                smtp-password = %s
                smtp-connections = 10\
                """
                        .formatted(HOST, postfix.port(), USER, PASSWORD));
        fixture.addRecipients(RECIPIENTS);
        int mailing = fixture.mailing("Through Postfix");
        backend =
                Backend.start(
                        fixture.home, SystemCfg.read(fixture.home), Clock.systemDefaultZone());

        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        SendFixture.await(() -> fixture.isSent(mailing));
        postfix.awaitEmpty();

        fixture.assertEveryoneOnce(RECIPIENTS, receiver.recipients(), mailing);
        String log = postfix.log();
        assertTrue(log.contains("sasl_method=PLAIN, sasl_username=news"), "nobody logged in");
        assertEquals("0", fixture.value("SELECT COUNT(*) FROM bounce_tbl"));
    }

    @Test
    void aCertificateMustBeTrustedAndForTheHostThatWasAskedFor() {
        String good = trial(HOST, postfix.port(), Route.Tls.STARTTLS, true, PASSWORD);
        assertTrue(good.startsWith("OK\n"), good);
        String wrapped = trial(HOST, postfix.tlsPort(), Route.Tls.TLS, true, PASSWORD);
        assertTrue(wrapped.startsWith("OK\n"), wrapped);
        String other = trial("127.0.0.1", postfix.port(), Route.Tls.STARTTLS, true, PASSWORD);
        assertTrue(other.startsWith("FAILED certificate: "), other);
        String unchecked = trial("127.0.0.1", postfix.port(), Route.Tls.STARTTLS, false, PASSWORD);
        assertTrue(unchecked.startsWith("OK\n"), unchecked);
        set(TRUST, trustBefore);
        set(TRUST_PASSWORD, trustPasswordBefore);
        try {
            String stranger = trial(HOST, postfix.port(), Route.Tls.STARTTLS, true, PASSWORD);
            assertTrue(stranger.startsWith("FAILED certificate: "), stranger);
        } finally {
            trustTheRelay();
        }
    }

    @Test
    void aWrongPasswordIsToldAsSuch() {
        String wrong = trial(HOST, postfix.port(), Route.Tls.STARTTLS, true, "wrong");
        assertTrue(wrong.startsWith("FAILED answer: "), wrong);
        assertTrue(wrong.contains("the login of news"), wrong);
        String plain = trial(HOST, postfix.port(), Route.Tls.NONE, true, PASSWORD);
        assertTrue(plain.contains("offers no authentication"), plain);
    }

    private static String trial(
            String host, int port, Route.Tls tls, boolean verify, String password) {
        return SmtpTrial.run(
                new Route(
                        host,
                        port,
                        tls,
                        verify,
                        USER,
                        password,
                        1,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        "test.example"));
    }

    private static void trustTheRelay() {
        System.setProperty(TRUST, keys.resolve("trusted.p12").toString());
        System.setProperty(TRUST_PASSWORD, STORE_PASSWORD);
    }

    private static void set(String property, String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    private static Path pem() {
        return keys.resolve("key.pem");
    }

    private static String certificate(Certificate certificate) throws Exception {
        return block("CERTIFICATE", certificate.getEncoded());
    }

    private static String block(String name, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
                .formatted(
                        name,
                        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(content));
    }
}
