package org.openemm.tabular;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.openemm.InvalidInput;

/**
 * The first sheet of an OpenDocument spreadsheet (ISO/IEC 26300). Formulas are not computed: what
 * the program that saved it has noted as their result counts.
 */
public final class OdsReader implements RowReader {
    private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static final String TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    private static final int LONGEST_NUMBER = 60;

    private final Limits limits;
    private final Packed packed;
    private final XMLStreamReader xml;
    private List<String> held = List.of();
    private long repeat;

    /** Rows without content that come only if one with content follows. */
    private long blanks;

    private long row;
    private boolean inTable;
    private boolean ended;

    private OdsReader(Path file, Limits limits) throws IOException, XMLStreamException {
        this.limits = limits;
        packed = new Packed(file, limits);
        try {
            xml = packed.xml("content.xml");
        } catch (IOException | XMLStreamException | RuntimeException e) {
            packed.close();
            throw e;
        }
    }

    /**
     * @throws InvalidInput when it is no such file
     */
    public static OdsReader open(Path file, Limits limits) throws IOException {
        try {
            return new OdsReader(file, limits);
        } catch (XMLStreamException e) {
            throw XlsxReader.broken(0, e);
        }
    }

    @Override
    public Optional<List<String>> next() throws IOException {
        try {
            if (repeat == 0 && !ended) {
                advance();
            }
        } catch (XMLStreamException e) {
            throw XlsxReader.broken(row, e);
        }
        if (repeat == 0) {
            return Optional.empty();
        }
        row++;
        if (blanks > 0) {
            blanks--;
            return Optional.of(List.of());
        }
        repeat--;
        return Optional.of(held);
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }

    /** To the next row with content. */
    private void advance() throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (is(TABLE, "table")) {
                    inTable = true;
                } else if (inTable && is(TABLE, "table-row")) {
                    long times = repeated("number-rows-repeated");
                    List<String> cells = readRow();
                    if (cells.isEmpty()) {
                        blanks += times;
                    } else if (blanks > limits.rowLength()) {
                        throw new InvalidInput("file", "tabular.sparse", row);
                    } else {
                        held = cells;
                        repeat = times;
                        return;
                    }
                }
            } else if (event == XMLStreamConstants.END_ELEMENT && is(TABLE, "table")) {
                break;
            }
        }
        ended = true;
    }

    private List<String> readRow() throws XMLStreamException {
        Cells cells = new Cells(limits);
        long column = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && is(TABLE, "table-row")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT
                    && (is(TABLE, "table-cell") || is(TABLE, "covered-table-cell"))) {
                long times = repeated("number-columns-repeated");
                String text = readCell();
                for (long i = 0; i < times && !text.isEmpty(); i++) {
                    cells.put((int) Math.min(Integer.MAX_VALUE, column + i), text, row + 1);
                }
                column += times;
            }
        }
        return cells.done();
    }

    private String readCell() throws XMLStreamException {
        String end = xml.getLocalName();
        String type = attribute(OFFICE, "value-type");
        String stored =
                switch (type) {
                    case "float", "percentage", "currency" -> attribute(OFFICE, "value");
                    case "date" -> moment(attribute(OFFICE, "date-value"));
                    case "boolean" -> attribute(OFFICE, "boolean-value").equals("true") ? "1" : "0";
                    case "string" -> attribute(OFFICE, "string-value");
                    default -> "";
                };
        String shown = readText(end);
        if (stored.isEmpty()) {
            return shown;
        }
        return type.equals("float") ? number(stored, shown) : stored;
    }

    /** Without an exponent; with the leading zeros that a format of digits alone has given it. */
    private static String number(String stored, String shown) {
        BigDecimal value;
        try {
            value = new BigDecimal(stored);
        } catch (NumberFormatException e) {
            return stored;
        }
        if (shown.length() <= LONGEST_NUMBER
                && shown.matches("0\\d+")
                && new BigDecimal(shown).compareTo(value) == 0) {
            return shown;
        }
        boolean readable =
                value.scale() <= LONGEST_NUMBER
                        && value.precision() - value.scale() <= LONGEST_NUMBER;
        return readable ? value.toPlainString() : stored;
    }

    private String readText(String end) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int paragraphs = 0;
        int notes = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                if (is(TABLE, end)) {
                    break;
                }
                notes -= is(OFFICE, "annotation") ? 1 : 0;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                notes += is(OFFICE, "annotation") ? 1 : 0;
                if (notes > 0) {
                    continue;
                }
                if (is(TEXT, "p") && paragraphs++ > 0 || is(TEXT, "line-break")) {
                    text.append('\n');
                } else if (is(TEXT, "s")) {
                    text.append(" ".repeat((int) Math.min(100, repeated(TEXT, "c"))));
                } else if (is(TEXT, "tab")) {
                    text.append('\t');
                }
            } else if (xml.isCharacters() && notes == 0 && paragraphs > 0) {
                if (text.length() + xml.getTextLength() > limits.rowLength()) {
                    throw new InvalidInput("file", "tabular.row", row + 1, limits.rowLength());
                }
                text.append(xml.getText());
            }
        }
        return text.toString();
    }

    private boolean is(String namespace, String name) {
        return xml.getLocalName().equals(name) && namespace.equals(xml.getNamespaceURI());
    }

    private String attribute(String namespace, String name) {
        String value = xml.getAttributeValue(namespace, name);
        return value == null ? "" : value.strip();
    }

    private long repeated(String name) {
        return repeated(TABLE, name);
    }

    private long repeated(String namespace, String name) {
        try {
            String value = attribute(namespace, name);
            return value.isEmpty() ? 1 : Math.max(1, Long.parseLong(value));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private static String moment(String iso) {
        String text = iso.replace('T', ' ');
        int fraction = text.indexOf('.');
        return fraction > 0 ? text.substring(0, fraction) : text;
    }
}
