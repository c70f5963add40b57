package org.openemm.tabular;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import net.lingala.zip4j.ZipFile;
import net.lingala.zip4j.exception.ZipException;
import net.lingala.zip4j.model.FileHeader;
import org.openemm.InvalidInput;

/** The one file in a ZIP file, behind a password on request. */
public final class ZipContent implements AutoCloseable {
    private final ZipFile zip;
    private final FileHeader entry;

    private ZipContent(ZipFile zip, FileHeader entry) {
        this.zip = zip;
        this.entry = entry;
    }

    /**
     * @param password empty for none
     * @throws InvalidInput on {@code file} without exactly one file inside, on {@code password}
     *     when one is needed
     */
    public static ZipContent open(Path file, String password) throws IOException {
        ZipFile zip = new ZipFile(file.toFile());
        try {
            List<FileHeader> entries =
                    zip.getFileHeaders().stream().filter(ZipContent::isContent).toList();
            if (entries.size() != 1) {
                throw new InvalidInput("file", "tabular.zip.files", entries.size());
            }
            if (entries.get(0).isEncrypted()) {
                if (password.isEmpty()) {
                    throw new InvalidInput("password", "tabular.zip.password");
                }
                zip.setPassword(password.toCharArray());
            }
            return new ZipContent(zip, entries.get(0));
        } catch (ZipException e) {
            zip.close();
            throw new InvalidInput("file", "tabular.zip.broken");
        } catch (InvalidInput e) {
            zip.close();
            throw e;
        }
    }

    public String name() {
        String path = entry.getFileName();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * Stops with {@link InvalidInput} when more comes out than allowed.
     *
     * @param most bytes
     */
    public InputStream content(long most) throws IOException {
        try {
            return new Told(
                    new CountedInput(
                            zip.getInputStream(entry),
                            Math.max(1, entry.getCompressedSize()),
                            most));
        } catch (ZipException e) {
            throw Told.say(e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static boolean isContent(FileHeader header) {
        String name = header.getFileName();
        return !header.isDirectory()
                && !name.startsWith("__MACOSX/")
                && !name.endsWith(".DS_Store")
                && !name.endsWith("Thumbs.db");
    }

    /** Turns what the library says while it reads into words. */
    private static final class Told extends FilterInputStream {
        Told(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw say(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                throw say(e);
            }
        }

        static InvalidInput say(IOException e) {
            return e instanceof ZipException told
                            && told.getType() == ZipException.Type.WRONG_PASSWORD
                    ? new InvalidInput("password", "tabular.zip.wrong")
                    : new InvalidInput("file", "tabular.zip.broken");
        }
    }
}
