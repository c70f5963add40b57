package org.openemm.tabular;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.openemm.InvalidInput;

/**
 * The first visible sheet of an Excel workbook (ECMA-376). Of formulas only the result that Excel
 * has stored is read; nothing is computed. Days are recognised by the format of their cell.
 */
public final class XlsxReader implements RowReader {
    private static final int RADIX = 26;

    private final Limits limits;
    private final Packed packed;
    private final TextSpool texts;
    private final SerialDates dates;
    private final XMLStreamReader sheet;
    private long row;
    private long announced;
    private List<String> held;

    private XlsxReader(Path file, Limits limits) throws IOException, XMLStreamException {
        this.limits = limits;
        packed = new Packed(file, limits);
        TextSpool spool = new TextSpool();
        try {
            Workbook workbook = workbook();
            dates = SerialDates.of(packed, workbook.since1904);
            readTexts(spool);
            sheet = packed.xml(workbook.sheet);
            texts = spool;
        } catch (IOException | XMLStreamException | RuntimeException e) {
            spool.close();
            packed.close();
            throw e;
        }
    }

    /**
     * @throws InvalidInput when it is no such file
     */
    public static XlsxReader open(Path file, Limits limits) throws IOException {
        try {
            return new XlsxReader(file, limits);
        } catch (XMLStreamException e) {
            throw broken(0, e);
        }
    }

    @Override
    public Optional<List<String>> next() throws IOException {
        if (row < announced) {
            row++;
            return Optional.of(row == announced ? held : List.of());
        }
        try {
            while (sheet.hasNext()) {
                if (sheet.next() == XMLStreamConstants.START_ELEMENT
                        && sheet.getLocalName().equals("row")) {
                    announced = Math.max(row + 1, number(sheet.getAttributeValue(null, "r")));
                    if (announced - row > limits.rowLength()) {
                        throw new InvalidInput("file", "tabular.sparse", row);
                    }
                    held = readRow();
                    return next();
                }
            }
            return Optional.empty();
        } catch (XMLStreamException e) {
            throw broken(row, e);
        }
    }

    @Override
    public void close() throws IOException {
        texts.close();
        packed.close();
    }

    private List<String> readRow() throws IOException, XMLStreamException {
        Cells cells = new Cells(limits);
        int column = 0;
        while (sheet.hasNext()) {
            int event = sheet.next();
            if (event == XMLStreamConstants.END_ELEMENT && sheet.getLocalName().equals("row")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && sheet.getLocalName().equals("c")) {
                String place = sheet.getAttributeValue(null, "r");
                column = place == null ? column : column(place, column);
                cells.put(column, readCell(), announced);
                column++;
            }
        }
        return cells.done();
    }

    private String readCell() throws IOException, XMLStreamException {
        String type = sheet.getAttributeValue(null, "t");
        int style = (int) number(sheet.getAttributeValue(null, "s"));
        StringBuilder value = new StringBuilder();
        boolean inside = false;
        int phonetic = 0;
        while (sheet.hasNext()) {
            int event = sheet.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                String name = sheet.getLocalName();
                if (name.equals("c")) {
                    break;
                }
                inside &= !name.equals("v") && !name.equals("t");
                phonetic -= name.equals("rPh") ? 1 : 0;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                phonetic += sheet.getLocalName().equals("rPh") ? 1 : 0;
                inside =
                        phonetic == 0
                                && (sheet.getLocalName().equals("v")
                                        || sheet.getLocalName().equals("t"));
            } else if (inside && sheet.isCharacters()) {
                append(value, sheet.getText());
            }
        }
        String raw = value.toString();
        if (type == null || type.equals("n")) {
            return dates.text(raw, style);
        }
        return type.equals("s") ? texts.get(number(raw)) : raw;
    }

    private void append(StringBuilder value, String text) {
        if (value.length() + text.length() > limits.rowLength()) {
            throw new InvalidInput("file", "tabular.row", announced, limits.rowLength());
        }
        value.append(text);
    }

    private void readTexts(TextSpool spool) throws IOException, XMLStreamException {
        Optional<XMLStreamReader> found = packed.find("xl/sharedStrings.xml");
        if (found.isEmpty()) {
            return;
        }
        XMLStreamReader xml = found.get();
        StringBuilder text = new StringBuilder();
        boolean inside = false;
        int phonetic = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = xml.getLocalName();
                if (name.equals("si")) {
                    text.setLength(0);
                }
                phonetic += name.equals("rPh") ? 1 : 0;
                inside = name.equals("t") && phonetic == 0;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                String name = xml.getLocalName();
                phonetic -= name.equals("rPh") ? 1 : 0;
                inside = false;
                if (name.equals("si")) {
                    spool.add(text.toString());
                }
            } else if (inside && xml.isCharacters()) {
                append(text, xml.getText());
            }
        }
    }

    private record Workbook(String sheet, boolean since1904) {}

    private Workbook workbook() throws IOException, XMLStreamException {
        XMLStreamReader xml = packed.xml("xl/workbook.xml");
        boolean since1904 = false;
        String first = null;
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (xml.getLocalName().equals("workbookPr")) {
                String flag = xml.getAttributeValue(null, "date1904");
                since1904 = "1".equals(flag) || "true".equals(flag);
            } else if (xml.getLocalName().equals("sheet") && first == null) {
                String state = xml.getAttributeValue(null, "state");
                first = state == null || state.equals("visible") ? relation(xml) : null;
            }
        }
        String target = first == null ? null : targets().get(first);
        if (target == null) {
            throw new InvalidInput("file", "tabular.sheet");
        }
        return new Workbook(target.startsWith("/") ? target : "xl/" + target, since1904);
    }

    private static String relation(XMLStreamReader xml) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals("id")
                    && xml.getAttributeNamespace(i) != null
                    && xml.getAttributeNamespace(i).endsWith("/relationships")) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    private Map<String, String> targets() throws IOException, XMLStreamException {
        Map<String, String> targets = new HashMap<>();
        XMLStreamReader xml = packed.xml("xl/_rels/workbook.xml.rels");
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("Relationship")) {
                targets.put(
                        xml.getAttributeValue(null, "Id"), xml.getAttributeValue(null, "Target"));
            }
        }
        return targets;
    }

    /** From the letters of a place like BC17. */
    private int column(String place, int otherwise) {
        long column = 0;
        int i = 0;
        while (i < place.length() && place.charAt(i) >= 'A' && place.charAt(i) <= 'Z') {
            column = column * RADIX + place.charAt(i) - 'A' + 1;
            i++;
            if (column > limits.columns()) {
                throw new InvalidInput("file", "tabular.columns", announced, limits.columns());
            }
        }
        return i == 0 ? otherwise : (int) column - 1;
    }

    private static long number(String text) {
        try {
            return text == null || text.isBlank() ? 0 : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static InvalidInput broken(long row, Exception cause) {
        InvalidInput problem = new InvalidInput("file", "tabular.broken", row + 1);
        problem.initCause(cause);
        return problem;
    }
}
