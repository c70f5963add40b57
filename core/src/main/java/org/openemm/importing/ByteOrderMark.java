package org.openemm.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first bytes of a file that tell its charset. */
enum ByteOrderMark {
    UTF_8("UTF-8", 0xef, 0xbb, 0xbf),
    UTF_16LE("UTF-16LE", 0xff, 0xfe),
    UTF_16BE("UTF-16BE", 0xfe, 0xff),
    NONE("");

    private final String charset;
    private final int[] bytes;

    ByteOrderMark(String charset, int... bytes) {
        this.charset = charset;
        this.bytes = bytes;
    }

    String charset() {
        return charset;
    }

    int length() {
        return bytes.length;
    }

    static ByteOrderMark of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(3);
            for (ByteOrderMark mark : values()) {
                if (mark.begins(first)) {
                    return mark;
                }
            }
            return NONE;
        }
    }

    private boolean begins(byte[] first) {
        if (first.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((first[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
