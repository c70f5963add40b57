package org.openemm.tabular;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Which cells of a workbook are days and moments, by their style, and what their numbers mean. */
final class SerialDates {
    /** What Excel shows; digits behind them come from its way to calculate. */
    private static final MathContext DIGITS = new MathContext(15);

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final long SECONDS_OF_DAY = 86_400;
    private static final int LATEST = 2_958_465;
    private static final int LEAP_DAY_THAT_NEVER_WAS = 60;
    private static final int FIRST_OWN_FORMAT = 164;

    /** Texts in quotes, colours and conditions in brackets, escaped characters. */
    private static final Pattern DECORATION = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.");

    private final boolean since1904;
    private final List<Boolean> temporal;

    /** Digits that a style shows at least, zeros before the number if need be. */
    private final List<Integer> widths;

    private SerialDates(boolean since1904, List<Boolean> temporal, List<Integer> widths) {
        this.since1904 = since1904;
        this.temporal = temporal;
        this.widths = widths;
    }

    static SerialDates of(Packed packed, boolean since1904) throws IOException, XMLStreamException {
        List<Boolean> temporal = new ArrayList<>();
        Map<Integer, Boolean> own = new HashMap<>();
        Map<Integer, Integer> ownWidths = new HashMap<>();
        List<Integer> widths = new ArrayList<>();
        Optional<XMLStreamReader> found = packed.find("xl/styles.xml");
        boolean inCells = false;
        while (found.isPresent() && found.get().hasNext()) {
            XMLStreamReader xml = found.get();
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("cellXfs")) {
                inCells = false;
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "numFmt" -> {
                    int format = number(xml.getAttributeValue(null, "numFmtId"));
                    String code = xml.getAttributeValue(null, "formatCode");
                    own.put(format, isTemporal(code));
                    ownWidths.put(format, width(code));
                }
                case "cellXfs" -> inCells = true;
                case "xf" -> {
                    int format = number(xml.getAttributeValue(null, "numFmtId"));
                    if (inCells) {
                        widths.add(ownWidths.getOrDefault(format, 0));
                        temporal.add(
                                format >= FIRST_OWN_FORMAT
                                        ? own.getOrDefault(format, false)
                                        : own.getOrDefault(format, isTemporal(format)));
                    }
                }
                default -> {}
            }
        }
        return new SerialDates(since1904, temporal, widths);
    }

    /** A number as people see it: plain, or as day or moment. */
    String text(String raw, int style) {
        BigDecimal value;
        try {
            if (raw.length() > 60) {
                return raw;
            }
            value = new BigDecimal(raw.strip());
        } catch (NumberFormatException e) {
            return raw;
        }
        boolean isDate =
                style >= 0
                        && style < temporal.size()
                        && temporal.get(style)
                        && value.signum() >= 0
                        && value.doubleValue() <= LATEST;
        if (isDate) {
            return moment(value.doubleValue());
        }
        if (value.signum() == 0) {
            return padded("0", style);
        }
        return value.abs().scale() > 60 || value.precision() - value.scale() > 60
                ? raw
                : padded(value.round(DIGITS).stripTrailingZeros().toPlainString(), style);
    }

    /** Postcodes and the like, whose leading zeros are in the format only. */
    private String padded(String number, int style) {
        int width = style >= 0 && style < widths.size() ? widths.get(style) : 0;
        boolean digits = number.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && number.length() < width
                ? "0".repeat(width - number.length()) + number
                : number;
    }

    /** Of a format of zeros alone, as 00000 for a postcode; 0 for any other. */
    private static int width(String code) {
        String bare = code == null ? "" : DECORATION.matcher(code).replaceAll("");
        return bare.matches("0{2,40}") ? bare.length() : 0;
    }

    private String moment(double serial) {
        long day = (long) Math.floor(serial);
        long seconds = Math.round((serial - day) * SECONDS_OF_DAY);
        LocalDate first = LocalDate.of(1904, 1, 1);
        if (!since1904) {
            // Day 1 is the first of January 1900, but Excel knows a 29th of February 1900.
            first = LocalDate.of(1899, 12, day < LEAP_DAY_THAT_NEVER_WAS ? 31 : 30);
        }
        LocalDateTime moment = first.plusDays(day).atStartOfDay().plusSeconds(seconds);
        return seconds == 0 ? moment.toLocalDate().toString() : SECONDS.format(moment);
    }

    /** The built-in formats of ECMA-376, 18.8.30. */
    private static boolean isTemporal(int format) {
        return format >= 14 && format <= 22
                || format >= 27 && format <= 36
                || format >= 45 && format <= 47
                || format >= 50 && format <= 58;
    }

    static boolean isTemporal(String code) {
        if (code == null) {
            return false;
        }
        String bare = DECORATION.matcher(code).replaceAll("").toLowerCase(Locale.ROOT);
        return bare.chars().anyMatch(c -> "ymdhs".indexOf(c) >= 0);
    }

    private static int number(String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
