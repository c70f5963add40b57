package org.openemm.control.ost;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Passwords come from files, so that no list of processes shows them. */
final class PasswordFile {
    private PasswordFile() {}

    /** The first line; empty for an empty file. */
    static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file " + file, e);
        } catch (MalformedInputException e) {
            throw new IOException(file + " must be encoded in UTF-8", e);
        }
    }
}
