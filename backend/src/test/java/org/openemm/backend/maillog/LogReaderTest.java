package org.openemm.backend.maillog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
    @TempDir private Path folder;
    private Path log;
    private LogReader reader;
    private LogPosition position = LogPosition.NONE;

    @BeforeEach
    void begin() throws IOException {
        log = folder.resolve("maillog");
        write("before\n");
        restart();
        read();
    }

    @AfterEach
    void end() throws IOException {
        reader.close();
    }

    @Test
    void linesAreReadOnceWhenTheyAreFinished() throws IOException {
        write("one\ntw");
        assertEquals(List.of("one"), read());
        assertEquals(List.of(), read());
        write("o\n");
        assertEquals(List.of("two"), read());
        assertEquals(List.of(), read());
    }

    @Test
    void aRestartGoesOnWhereItWas() throws IOException {
        write("one\n");
        read();
        write("two\nthr");
        restart();
        assertEquals(List.of("two"), read());
        restart();
        write("ee\n");
        assertEquals(List.of("three"), read());
    }

    @Test
    void aRenamedFileIsFinishedBeforeTheNextBegins() throws IOException {
        write("one\n");
        read();
        Path old = rename("maillog-20261121");
        append(old, "two\n");
        write("");
        assertEquals(List.of("two"), read());
        append(old, "three\nhal");
        write("four\n");

        assertEquals(List.of("three", "hal", "four"), read());
    }

    @Test
    void severalRotationsWhileWeWereDownAreReadInTheirOrder() throws IOException {
        write("one\n");
        read();
        write("two\n");
        age(rename("maillog.3"), 300);
        write("three\n");
        age(rename("maillog.2"), 200);
        write("four\n");
        age(rename("maillog.1"), 100);
        write("five\n");

        restart();

        assertEquals(List.of("two", "three", "four", "five"), read());
    }

    @Test
    void packedFilesAreReadToo() throws IOException {
        write("one\n");
        read();
        write("two\nthree\n");
        pack(rename("maillog.2"), 200);
        write("four\nfi");
        pack(rename("maillog.1"), 100);
        write("six\n");

        restart();

        assertEquals(List.of("two", "three", "four", "fi", "six"), read());
    }

    @Test
    void anEmptiedFileIsReadFromItsBeginningAndItsCopyToTheEnd() throws IOException {
        write("one\n");
        read();
        write("two\n");
        Files.copy(log, folder.resolve("maillog.1"));
        Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        write("three has grown longer than the file was before\n");

        assertEquals(List.of("two", "three has grown longer than the file was before"), read());
        write("four\n");
        assertEquals(List.of("four"), read());
    }

    @Test
    void anEmptiedFileWithoutCopyIsReadFromItsBeginning() throws IOException {
        write("one\n");
        read();
        Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        assertEquals(List.of(), read());
        write("n\n");

        assertEquals(List.of("n"), read());
        restart();
        write("m\n");
        assertEquals(List.of("m"), read());
    }

    @Test
    void aFileThatWasEmptiedWhileWeWereDownIsSeenAsAnother() throws IOException {
        write("one\n");
        read();
        Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        write("two is longer than before and one\n");

        restart();

        assertEquals(List.of("two is longer than before and one"), read());
    }

    @Test
    void aLogThatComesIntoBeingIsReadFromItsFirstLine() throws IOException {
        Files.delete(log);
        position = LogPosition.NONE;
        restart();
        assertThrows(NoSuchFileException.class, reader::next);
        write("one\n");

        assertEquals(List.of("one"), read());
    }

    @Test
    void aFileThatVanishesForAWhileDoesNoHarm() throws IOException {
        write("one\n");
        read();
        rename("elsewhere");
        assertEquals(List.of(), read());
        write("two\n");

        assertEquals(List.of("two"), read());
    }

    @Test
    void aLineWithoutEndIsLeftOut() throws IOException {
        write("x".repeat(3_000_000));
        assertEquals(List.of(), read());
        write("\nnext\n");

        List<String> lines = read();

        assertEquals("next", lines.get(lines.size() - 1));
    }

    private List<String> read() throws IOException {
        List<String> all = new ArrayList<>();
        int empty = 0;
        while (empty < 3) {
            Optional<LogReader.Lines> lines = reader.next();
            if (lines.isEmpty()) {
                empty++;
            } else {
                empty = 0;
                all.addAll(lines.get().lines());
                position = lines.get().position();
            }
        }
        return all;
    }

    private void restart() throws IOException {
        if (reader != null) {
            reader.close();
        }
        reader = new LogReader(log, position);
    }

    private void write(String text) throws IOException {
        append(log, text);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path rename(String name) throws IOException {
        return Files.move(log, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void age(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    private void pack(Path file, int seconds) throws IOException {
        Path packed = folder.resolve(file.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(Files.readString(file).getBytes(StandardCharsets.UTF_8));
        }
        Files.delete(file);
        age(packed, seconds);
    }
}
