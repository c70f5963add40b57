package org.openemm.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that comes with the product and belongs to the administrator once he has changed it: until
 * then updates bring the newer one.
 */
final class ShippedFile {
    private ShippedFile() {}

    /**
     * @param shipped what the product brings; nothing happens without it
     * @param used what counts; made when it is missing
     * @param mark remembers which one was brought last
     */
    static void bring(Path shipped, Path used, Path mark) throws IOException {
        if (!Files.exists(shipped)) {
            return;
        }
        String newest = digest(shipped);
        if (Files.exists(used)) {
            String present = digest(used);
            boolean untouched =
                    Files.exists(mark) && Files.readString(mark).strip().equals(present);
            if (present.equals(newest) || !untouched) {
                // The administrator's own copy of the newest file is untouched, too.
                if (present.equals(newest)) {
                    Files.writeString(mark, newest);
                }
                return;
            }
        }
        Path draft = used.resolveSibling("." + used.getFileName() + ".new");
        Files.copy(shipped, draft, StandardCopyOption.REPLACE_EXISTING);
        Files.move(draft, used, StandardCopyOption.ATOMIC_MOVE);
        Files.writeString(mark, newest, StandardCharsets.US_ASCII);
    }

    private static String digest(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
