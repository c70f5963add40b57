package org.openemm.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.config.Home;

class HomeLayoutTest {
    @TempDir Path folder;

    @Test
    void theDirectoriesThatTheGuideNamesAreThere() throws Exception {
        create();

        for (String directory :
                new String[] {
                    "bin",
                    "conf/keys",
                    "etc",
                    "lib",
                    "log",
                    "logs",
                    "opt",
                    "var/run",
                    "var/lock",
                    "var/spool/META",
                    "var/spool/ARCHIVE",
                    "var/spool/mail/incoming",
                    "webapps"
                }) {
            assertTrue(Files.isDirectory(folder.resolve(directory)), directory);
        }
        assertTrue(Files.isExecutable(folder.resolve("bin/openemm.sh")));
        assertTrue(Files.exists(folder.resolve("conf/server.xml")));
    }

    @Test
    void theKeysOfTheStatisticsFitEachOther() throws Exception {
        create();

        byte[] message = "1".getBytes(StandardCharsets.US_ASCII);
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        PrivateKey privateKey =
                rsa.generatePrivate(new PKCS8EncodedKeySpec(pem("birt_private.pem")));
        PublicKey publicKey = rsa.generatePublic(new X509EncodedKeySpec(pem("birt_public.pem")));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(privateKey);
        signature.update(message);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(message);
        assertTrue(signature.verify(signed));
    }

    @Test
    void secretsBelongToTheirOwnerAndAreMadeOnce() throws Exception {
        create();
        byte[] salt = Files.readAllBytes(folder.resolve("conf/keys/emm.salt"));
        byte[] key = pem("birt_private.pem");

        create();

        assertArrayEquals(salt, Files.readAllBytes(folder.resolve("conf/keys/emm.salt")));
        assertArrayEquals(key, pem("birt_private.pem"));
        assertEquals(33, salt.length);
        try (Stream<Path> files = Files.list(folder.resolve("conf/keys"))) {
            for (Path file : files.toList()) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file.toString());
            }
        }
    }

    @Test
    void whatTheAdministratorChangedStays() throws Exception {
        create();
        Files.writeString(folder.resolve("conf/server.xml"), "mine");
        Files.writeString(folder.resolve("bin/openemm.sh"), "old");

        create();

        assertEquals("mine", Files.readString(folder.resolve("conf/server.xml")));
        assertTrue(Files.readString(folder.resolve("bin/openemm.sh")).startsWith("#!"));
    }

    private void create() throws Exception {
        Path checkout = Path.of("..").toAbsolutePath().normalize();
        new HomeLayout(
                        new Setup(
                                new Home(folder),
                                Optional.of(checkout),
                                "127.0.0.1",
                                1,
                                2,
                                3,
                                4,
                                "1m",
                                "1m",
                                "1M"))
                .create();
    }

    private byte[] pem(String name) throws Exception {
        return Base64.getMimeDecoder()
                .decode(
                        Files.readString(folder.resolve("conf/keys").resolve(name))
                                .replaceAll("-----[A-Z ]+-----", ""));
    }
}
