package org.openemm.tracking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a journal's folder, named by number. */
final class Segments {
    private Segments() {}

    static Path file(Path folder, long segment) {
        return folder.resolve(String.format("%016d%s", segment, Journal.SUFFIX));
    }

    /** Numbers of the existing files, ascending. */
    static List<Long> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(Journal.SUFFIX))
                    .map(
                            name ->
                                    Long.parseLong(
                                            name.substring(
                                                    0, name.length() - Journal.SUFFIX.length())))
                    .sorted()
                    .toList();
        }
    }

    /** The highest number, 0 without any file. */
    static long last(Path folder) throws IOException {
        List<Long> all = all(folder);
        return all.isEmpty() ? 0 : all.get(all.size() - 1);
    }
}
