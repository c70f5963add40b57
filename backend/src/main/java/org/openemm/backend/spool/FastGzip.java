package org.openemm.backend.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Packages are read once on the same host: speed counts more than size. */
final class FastGzip extends GZIPOutputStream {
    private static final int BUFFER = 64 * 1024;

    FastGzip(OutputStream out) throws IOException {
        super(out, BUFFER);
        def.setLevel(Deflater.BEST_SPEED);
    }
}
