package org.openemm.tabular;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Texts on disk, found again by number: the texts of a big spreadsheet do not fit into memory.
 * First all are added, then they are read. The files are only for the owner and go when it is
 * closed.
 */
final class TextSpool implements AutoCloseable {
    private static final int KEPT = 10_000;
    private static final int LONGEST_KEPT = 200;

    private final Path texts = Files.createTempFile("openemm-texts", null);
    private final Path places = Files.createTempFile("openemm-texts", null);
    private final Map<Long, String> recent =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
                    return size() > KEPT;
                }
            };
    private DataOutputStream writeTexts =
            new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(texts), 1 << 16));
    private DataOutputStream writePlaces =
            new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(places), 1 << 16));
    private RandomAccessFile readTexts;
    private RandomAccessFile readPlaces;
    private long position;
    private long count;

    TextSpool() throws IOException {}

    void add(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writePlaces.writeLong(position);
        writeTexts.writeInt(bytes.length);
        writeTexts.write(bytes);
        position += Integer.BYTES + bytes.length;
        count++;
    }

    /** Empty for a number that was not given. */
    String get(long number) throws IOException {
        if (number < 0 || number >= count) {
            return "";
        }
        String known = recent.get(number);
        if (known != null) {
            return known;
        }
        open();
        readPlaces.seek(number * Long.BYTES);
        readTexts.seek(readPlaces.readLong());
        byte[] bytes = new byte[readTexts.readInt()];
        readTexts.readFully(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.length() <= LONGEST_KEPT) {
            recent.put(number, text);
        }
        return text;
    }

    private void open() throws IOException {
        if (readTexts != null) {
            return;
        }
        writeTexts.close();
        writePlaces.close();
        readTexts = new RandomAccessFile(texts.toFile(), "r");
        readPlaces = new RandomAccessFile(places.toFile(), "r");
        if (readPlaces.length() < count * Long.BYTES) {
            throw new EOFException(places.toString());
        }
    }

    @Override
    public void close() throws IOException {
        writeTexts.close();
        writePlaces.close();
        if (readTexts != null) {
            readTexts.close();
            readPlaces.close();
        }
        Files.deleteIfExists(texts);
        Files.deleteIfExists(places);
    }
}
