package org.openemm.backend.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.testsupport.FreePort;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.BasicMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** Against a server that nobody here wrote: STARTTLS and AUTH. */
class SecuredRouteTest {
    private static final String PASSWORD = "geheim, ü=1";
    private static final byte[] BODY =
            "Subject: x\r\n\r\nhello\r\n".getBytes(StandardCharsets.UTF_8);

    @TempDir private static Path folder;
    private static final List<String> RECEIVED = new CopyOnWriteArrayList<>();
    private static SMTPServer server;

    @BeforeAll
    static void start() throws Exception {
        Path store = folder.resolve("key.p12");
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
                                "CN=relay.example",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                "changeit")
                        .redirectErrorStream(true)
                        .start();
        keytool.getInputStream().readAllBytes();
        assertEquals(0, keytool.waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        BasicMessageListener listener = (message, from, to, data) -> RECEIVED.add(to);
        server =
                SMTPServer.port(FreePort.next())
                        .messageHandler(listener)
                        .startTlsSocketFactory(context, false)
                        .enableTLS()
                        .requireTLS()
                        .requireAuth()
                        .authenticationHandlerFactory(
                                new EasyAuthenticationHandlerFactory(
                                        (user, password, message) -> {
                                            if (!user.equals("news")
                                                    || !password.equals(PASSWORD)) {
                                                throw new LoginFailedException();
                                            }
                                        }))
                        .build();
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void mailsGoOutEncryptedAndAuthenticated() throws IOException {
        try (SmtpConnection connection =
                SmtpConnection.open(route(Route.Tls.STARTTLS, false, PASSWORD))) {
            for (int i = 0; i < 3; i++) {
                assertInstanceOf(
                        Outcome.Accepted.class,
                        connection.send(
                                Envelope.of("a@a.example", "r" + i + "@b.example"),
                                BODY,
                                false,
                                null));
            }
        }
        assertTrue(
                RECEIVED.containsAll(List.of("r0@b.example", "r2@b.example")), RECEIVED.toString());
    }

    @Test
    void aCertificateNobodySignedIsNotTrustedByItself() {
        RouteUnavailable why =
                assertThrows(
                        RouteUnavailable.class,
                        () -> SmtpConnection.open(route(Route.Tls.STARTTLS, true, PASSWORD)));
        assertTrue(why.getMessage().contains("SSLHandshakeException"), why.getMessage());
    }

    @Test
    void aWrongPasswordIsToldAsTheReason() {
        RouteUnavailable why =
                assertThrows(
                        RouteUnavailable.class,
                        () -> SmtpConnection.open(route(Route.Tls.STARTTLS, false, "wrong")));
        assertTrue(why.getMessage().contains("the login of news"), why.getMessage());
        assertTrue(!why.getMessage().contains("wrong"), why.getMessage());
    }

    @Test
    void aTrialShowsTheDialogueButNeverThePassword() {
        String good = SmtpTrial.run(route(Route.Tls.STARTTLS, false, PASSWORD));
        assertTrue(good.startsWith("OK\n"), good);
        assertTrue(good.contains("C: STARTTLS\nS: 220"), good);
        assertTrue(good.contains("-- TLSv1."), good);
        assertTrue(good.contains("S: 235"), good);
        assertTrue(good.endsWith("\n") && good.contains("C: QUIT"), good);
        String secret =
                java.util.Base64.getEncoder()
                        .encodeToString(("\0news\0" + PASSWORD).getBytes(UTF_8));
        assertTrue(!good.contains(PASSWORD) && !good.contains(secret), good);

        String untrusted = SmtpTrial.run(route(Route.Tls.STARTTLS, true, PASSWORD));
        assertTrue(untrusted.startsWith("FAILED certificate: "), untrusted);
        String wrong = SmtpTrial.run(route(Route.Tls.STARTTLS, false, "wrong"));
        assertTrue(wrong.startsWith("FAILED answer: "), wrong);
        String plain = SmtpTrial.run(route(Route.Tls.TLS, false, PASSWORD));
        assertTrue(plain.startsWith("FAILED tls: "), plain);
    }

    private static Route route(Route.Tls tls, boolean verify, String password) {
        return new Route(
                "127.0.0.1",
                server.getPortAllocated(),
                tls,
                verify,
                "news",
                password,
                1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                "test.example");
    }
}
