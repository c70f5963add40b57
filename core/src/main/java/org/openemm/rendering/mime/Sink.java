package org.openemm.rendering.mime;

import java.nio.charset.Charset;

/** Writes one part of a mail after the other, each between {@link #begin} and {@link #end}. */
public abstract class Sink {
    private final Charset charset;
    private final Bytes scratch = new Bytes(512);
    Bytes out;

    Sink(Charset charset) {
        this.charset = charset;
    }

    /** Starts a part that is appended to the given bytes. */
    public void begin(Bytes target) {
        out = target;
    }

    /** Constant text. */
    public abstract void constant(Chunk chunk);

    /** Bytes of the part's charset with line feeds as line ends. */
    public abstract void raw(byte[] bytes, int from, int to);

    /** Letters, digits, {@code - _ .}: never needs encoding, only line breaks. */
    public void ascii(byte[] bytes, int from, int to) {
        raw(bytes, from, to);
    }

    /**
     * Text of a recipient.
     *
     * @param html whether to write the characters that mean something in HTML as entities
     */
    public final void value(String text, boolean html) {
        scratch.clear();
        scratch.append(text, html, charset);
        raw(scratch.array, 0, scratch.length);
    }

    /** Ends the part: what was held back is written, and a line end when there was none. */
    public abstract void end();
}
