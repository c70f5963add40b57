package org.openemm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about the sources of all modules that compiled classes do not show. */
class SourcesTest {
    private static final int LONGEST_FILE = 400;
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyPackageSaysWhatItIsFor() {
        List<Path> silent =
                sources()
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                        .map(CHECKOUT::relativize)
                        .sorted()
                        .toList();

        assertEquals(List.of(), silent);
    }

    @Test
    void noFileIsTooLongToBeReadInOneGo() {
        List<String> tooLong =
                sources()
                        .filter(file -> lines(file) > LONGEST_FILE)
                        .map(file -> CHECKOUT.relativize(file) + " " + lines(file))
                        .sorted()
                        .toList();

        assertEquals(List.of(), tooLong);
    }

    private static Stream<Path> sources() {
        try (Stream<Path> modules = Files.list(CHECKOUT)) {
            return modules
                    .map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()
                    .stream()
                    .flatMap(SourcesTest::javaFiles);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
