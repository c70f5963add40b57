package org.openemm.tabular;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Comma-separated values (RFC 4180, with any separator, quote and charset). Text that is empty is
 * written as two quotes, a cell without value as nothing.
 */
public final class CsvWriter implements RowWriter {
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final int BYTES = 256;

    private final CsvStyle style;
    private final OutputStream coded;
    private final ByteSink out;
    private final boolean[] special = new boolean[BYTES];
    private final boolean quotesNumbers;
    private boolean first = true;

    public CsvWriter(OutputStream target, CsvStyle style) throws IOException {
        this.style = style;
        coded = Charsets.from(target, style.charset());
        out = new ByteSink(coded);
        special[style.separator()] = true;
        special[style.quote()] = true;
        special['\r'] = true;
        special['\n'] = true;
        quotesNumbers = style.alwaysQuote();
    }

    @Override
    public void heading(List<String> names) throws IOException {
        for (String name : names) {
            text(name);
        }
        endRow();
    }

    @Override
    public void text(byte[] utf8) throws IOException {
        begin();
        boolean armed = style.harmless() && Formulas.mayRun(utf8);
        if (!armed && !style.alwaysQuote() && !needsQuotes(utf8)) {
            out.write(utf8);
            return;
        }
        int quote = style.quote();
        out.write(quote);
        if (armed) {
            out.write('\'');
            if (quote == '\'') {
                out.write('\'');
            }
        }
        int from = 0;
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] == quote) {
                out.write(utf8, from, i - from + 1);
                from = i;
            }
        }
        out.write(utf8, from, utf8.length - from);
        out.write(quote);
    }

    @Override
    public void integer(long number) throws IOException {
        beginValue();
        out.integer(number);
        endValue();
    }

    @Override
    public void decimal(String plain) throws IOException {
        if (style.decimal() == '.') {
            beginValue();
            out.ascii(plain);
            endValue();
        } else if (style.separator() == style.decimal()) {
            text(plain.replace('.', style.decimal()).getBytes(StandardCharsets.US_ASCII));
        } else {
            beginValue();
            out.ascii(plain.replace('.', style.decimal()));
            endValue();
        }
    }

    @Override
    public void day(long epochDay) throws IOException {
        beginValue();
        style.day().write(out, epochDay, 0, 0);
        endValue();
    }

    @Override
    public void moment(long epochSecond, int offset) throws IOException {
        beginValue();
        style.moment().write(out, epochSecond, offset);
        endValue();
    }

    @Override
    public void empty() throws IOException {
        begin();
    }

    @Override
    public void endRow() throws IOException {
        out.write(LINE_END);
        first = true;
    }

    @Override
    public Losses losses() {
        return coded instanceof Transcoder transcoder
                ? new Losses(transcoder.lost(), 0)
                : Losses.NONE;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void begin() throws IOException {
        if (first) {
            first = false;
        } else {
            out.write(style.separator());
        }
    }

    private void beginValue() throws IOException {
        begin();
        if (quotesNumbers) {
            out.write(style.quote());
        }
    }

    private void endValue() throws IOException {
        if (quotesNumbers) {
            out.write(style.quote());
        }
    }

    /** Blanks at the ends would be lost in some readers. */
    private boolean needsQuotes(byte[] text) {
        int length = text.length;
        if (length == 0 || text[0] == ' ' || text[length - 1] == ' ') {
            return true;
        }
        for (byte b : text) {
            if (special[b & 0xFF]) {
                return true;
            }
        }
        return false;
    }
}
