package org.openemm.mailing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Kinds of images that mail programs show. Told by the first bytes, never by what the sender of the
 * file says; SVG is not among them because it can hold scripts.
 */
enum ImageType {
    PNG("image/png", 0, "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
    GIF("image/gif", 0, "GIF8"),
    WEBP("image/webp", 8, "WEBP");

    private final String mimeType;
    private final int offset;
    private final byte[] signature;

    ImageType(String mimeType, int offset, String signature) {
        this.mimeType = mimeType;
        this.offset = offset;
        this.signature = signature.getBytes(StandardCharsets.ISO_8859_1);
    }

    String mimeType() {
        return mimeType;
    }

    static Optional<ImageType> of(byte[] content) {
        return Arrays.stream(values()).filter(type -> type.matches(content)).findFirst();
    }

    private boolean matches(byte[] content) {
        int end = offset + signature.length;
        return content.length >= end
                && Arrays.equals(content, offset, end, signature, 0, signature.length);
    }
}
