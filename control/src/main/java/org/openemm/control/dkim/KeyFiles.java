package org.openemm.control.dkim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import org.openemm.dkim.KeyText;
import org.openemm.dkim.KeyType;
import org.openemm.dkim.PrivateDkimKey;

/** Files with keys. */
final class KeyFiles {
    private KeyFiles() {}

    /**
     * Writes both halves of a new key; files that exist are never replaced.
     *
     * @param bits a number, or {@code ed25519}
     */
    static PrivateDkimKey create(Path privateFile, Path publicFile, String bits)
            throws IOException {
        PrivateDkimKey key =
                bits.equalsIgnoreCase(KeyType.ED25519.tag())
                        ? PrivateDkimKey.generate(KeyType.ED25519, 0)
                        : PrivateDkimKey.generate(KeyType.RSA, Integer.parseInt(bits));
        write(privateFile, KeyText.pem(key), "rw-------");
        write(publicFile, KeyText.publicPem(key), "rw-r--r--");
        return key;
    }

    static void write(Path file, String text, String mode) throws IOException {
        Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))
                .close();
        Files.writeString(file, text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file " + file, e);
        }
    }

    /**
     * Base64 of a public key, for {@code p=} of the record.
     *
     * @throws IOException when the file holds no public key
     */
    static String publicText(Path file) throws IOException {
        String text = read(file);
        if (!text.contains("-----BEGIN PUBLIC KEY-----")) {
            throw new IOException(file + " holds no public key (BEGIN PUBLIC KEY)");
        }
        String base64 = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            return KeyText.recordText(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds a damaged public key", e);
        }
    }
}
