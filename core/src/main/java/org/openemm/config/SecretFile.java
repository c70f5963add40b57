package org.openemm.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Files with a secret of this installation, made on first use and readable for their owner only.
 */
public final class SecretFile {
    private SecretFile() {}

    /**
     * The text in the file, without blanks around it. Where there is none, random bytes in Base64
     * are written first.
     *
     * @param bytes how many random bytes a new file gets
     */
    public static String orNew(Path file, int bytes) throws IOException {
        if (!Files.exists(file)) {
            create(file, bytes);
        }
        return Files.readString(file, StandardCharsets.UTF_8).trim();
    }

    private static void create(Path file, int bytes) throws IOException {
        Files.createDirectories(file.getParent());
        byte[] fresh = new byte[bytes];
        new SecureRandom().nextBytes(fresh);
        Path draft =
                Files.createTempFile(
                        file.getParent(),
                        "secret",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(
                    draft,
                    Base64.getEncoder().encodeToString(fresh) + "\n",
                    StandardCharsets.US_ASCII);
            // A link either makes the complete file or fails: two processes agree on one secret.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; its secret counts.
        } finally {
            Files.delete(draft);
        }
    }
}
