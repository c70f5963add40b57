package org.openemm.tabular;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.ZipEntry;
import net.lingala.zip4j.io.outputstream.ZipOutputStream;
import net.lingala.zip4j.model.ZipParameters;
import net.lingala.zip4j.model.enums.AesKeyStrength;
import net.lingala.zip4j.model.enums.CompressionLevel;
import net.lingala.zip4j.model.enums.EncryptionMethod;

/** One file in a ZIP file, with a password (AES-256) on request. */
public final class ZipTarget {
    private static final int QUICK = 3;

    private ZipTarget() {}

    /**
     * A stream whose content becomes the file; closing it completes the ZIP file.
     *
     * @param name of the file inside
     */
    public static OutputStream open(OutputStream target, String name) throws IOException {
        java.util.zip.ZipOutputStream zip = new java.util.zip.ZipOutputStream(target);
        zip.setLevel(QUICK);
        zip.putNextEntry(new ZipEntry(name));
        return new Inside(zip);
    }

    /** As above; nobody reads it without the password. */
    public static OutputStream open(OutputStream target, String name, char[] password)
            throws IOException {
        ZipOutputStream zip = new ZipOutputStream(target, password);
        ZipParameters parameters = new ZipParameters();
        parameters.setFileNameInZip(name);
        parameters.setCompressionLevel(CompressionLevel.FASTER);
        parameters.setEncryptFiles(true);
        parameters.setEncryptionMethod(EncryptionMethod.AES);
        parameters.setAesKeyStrength(AesKeyStrength.KEY_STRENGTH_256);
        zip.putNextEntry(parameters);
        return new Sealed(zip);
    }

    private static final class Inside extends FilterOutputStream {
        Inside(java.util.zip.ZipOutputStream zip) {
            super(zip);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }
    }

    /** zip4j counts an entry as written only when it is closed. */
    private static final class Sealed extends FilterOutputStream {
        private final ZipOutputStream zip;
        private boolean closed;

        Sealed(ZipOutputStream zip) {
            super(zip);
            this.zip = zip;
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                zip.closeEntry();
                zip.close();
            }
        }
    }
}
