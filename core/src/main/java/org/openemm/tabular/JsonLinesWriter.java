package org.openemm.tabular;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * JSON lines: an object per row, UTF-8, a line feed after each. Days and moments are text in ISO
 * 8601, a cell without value is null.
 */
public final class JsonLinesWriter implements RowWriter {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final ByteSink out;
    private byte[][] keys = {};
    private int place;

    public JsonLinesWriter(OutputStream target) {
        out = new ByteSink(target);
    }

    @Override
    public void heading(List<String> names) throws IOException {
        keys = new byte[names.size()][];
        for (int i = 0; i < keys.length; i++) {
            java.io.ByteArrayOutputStream key = new java.io.ByteArrayOutputStream();
            ByteSink sink = new ByteSink(key);
            sink.write(i == 0 ? '{' : ',');
            string(sink, names.get(i).getBytes(StandardCharsets.UTF_8));
            sink.write(':');
            sink.flush();
            keys[i] = key.toByteArray();
        }
    }

    @Override
    public void text(byte[] utf8) throws IOException {
        key();
        string(out, utf8);
    }

    @Override
    public void integer(long number) throws IOException {
        key();
        out.integer(number);
    }

    @Override
    public void decimal(String plain) throws IOException {
        key();
        out.ascii(plain);
    }

    @Override
    public void day(long epochDay) throws IOException {
        key();
        out.write('"');
        TimePattern.ISO_DAY.write(out, epochDay, 0, 0);
        out.write('"');
    }

    @Override
    public void moment(long epochSecond, int offset) throws IOException {
        key();
        out.write('"');
        TimePattern.ISO_MOMENT.write(out, epochSecond, offset);
        out.write('"');
    }

    @Override
    public void empty() throws IOException {
        key();
        out.write(NULL);
    }

    @Override
    public void endRow() throws IOException {
        out.write('}');
        out.write('\n');
        place = 0;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void key() throws IOException {
        out.write(keys[place++]);
    }

    private static void string(ByteSink out, byte[] utf8) throws IOException {
        out.write('"');
        int from = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if (b >= ' ' && b != '"' && b != '\\' || b < 0) {
                continue;
            }
            out.write(utf8, from, i - from);
            from = i + 1;
            out.write('\\');
            switch (b) {
                case '\n' -> out.write('n');
                case '\r' -> out.write('r');
                case '\t' -> out.write('t');
                case '"', '\\' -> out.write(b);
                default -> {
                    out.ascii("u00");
                    out.write(HEX[b >> 4]);
                    out.write(HEX[b & 15]);
                }
            }
        }
        out.write(utf8, from, utf8.length - from);
        out.write('"');
    }
}
