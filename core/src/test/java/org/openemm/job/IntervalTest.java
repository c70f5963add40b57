package org.openemm.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.InvalidInput;

class IntervalTest {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # interval       | after Friday 2026-11-20 16:30 | after 2026-12-31 23:59:59
                    **00             | 2026-11-20 17:00 | 2027-01-01 00:00
                    **30             | 2026-11-20 17:30 | 2027-01-01 00:30
                    **05             | 2026-11-20 17:05 | 2027-01-01 00:05
                    **59             | 2026-11-20 16:59 | 2027-01-01 00:59
                    ***0             | 2026-11-20 16:40 | 2027-01-01 00:00
                    ***5             | 2026-11-20 16:35 | 2027-01-01 00:05
                    ***0;***5        | 2026-11-20 16:35 | 2027-01-01 00:00
                    ****             | 2026-11-20 16:31 | 2027-01-01 00:00
                    1200             | 2026-11-21 12:00 | 2027-01-01 12:00
                    0000             | 2026-11-21 00:00 | 2027-01-01 00:00
                    2359             | 2026-11-20 23:59 | 2027-01-01 23:59
                    0135             | 2026-11-21 01:35 | 2027-01-01 01:35
                    2400             | 2026-11-21 00:00 | 2027-01-01 00:00
                    1260             | 2026-11-21 13:00 | 2027-01-01 13:00
                    1200;1800        | 2026-11-20 18:00 | 2027-01-01 12:00
                    1800;1200        | 2026-11-20 18:00 | 2027-01-01 12:00
                    *200             | 2026-11-20 22:00 | 2027-01-01 02:00
                    1*00             | 2026-11-20 17:00 | 2027-01-01 10:00
                    12*0             | 2026-11-21 12:00 | 2027-01-01 12:00
                    Su:1200          | 2026-11-22 12:00 | 2027-01-03 12:00
                    Mo:0000          | 2026-11-23 00:00 | 2027-01-04 00:00
                    Fr:1630          | 2026-11-27 16:30 | 2027-01-01 16:30
                    Fr:1700          | 2026-11-20 17:00 | 2027-01-01 17:00
                    MoTuWeThFr:1800  | 2026-11-20 18:00 | 2027-01-01 18:00
                    MoTuWeThFr:1600  | 2026-11-23 16:00 | 2027-01-01 16:00
                    SaSu:0900        | 2026-11-21 09:00 | 2027-01-02 09:00
                    mo:1200          | 2026-11-23 12:00 | 2027-01-04 12:00
                    SuMoTuWeThFrSa:1200 | 2026-11-21 12:00 | 2027-01-01 12:00
                    Su:1200;Mo:1300  | 2026-11-22 12:00 | 2027-01-03 12:00
                    M01:1200         | 2026-12-01 12:00 | 2027-01-01 12:00
                    M15:0800         | 2026-12-15 08:00 | 2027-01-15 08:00
                    M31:0100         | 2026-11-30 01:00 | 2027-01-31 01:00
                    M99:0000         | 2026-11-30 00:00 | 2027-01-31 00:00
                    Q:0600           | 2027-01-01 06:00 | 2027-01-01 06:00
                    QW:0600          | 2027-01-01 06:00 | 2027-01-01 06:00
                    3Mo:0300         | 2026-12-21 03:00 | 2027-01-18 03:00
                    0101             | 2026-11-21 01:01 | 2027-01-01 01:01
                    Mo               | 2026-11-23 00:00 | 2027-01-04 00:00
                    We:0200          | 2026-11-25 02:00 | 2027-01-06 02:00
                    **00;**30        | 2026-11-20 17:00 | 2027-01-01 00:00
                    **15;1200        | 2026-11-20 17:15 | 2027-01-01 00:15
                    Sa:0230          | 2026-11-21 02:30 | 2027-01-02 02:30
                    """)
    void theNextStartIsTheEarliestOfAllRules(String interval, String november, String newYear) {
        assertEquals(november, next(interval, "2026-11-20T16:30:00", "UTC"));
        assertEquals(newYear, next(interval, "2026-12-31T23:59:59", "UTC"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2026-03-29T01:30:00 | **00       | 2026-03-29 03:00
                    2026-03-28T23:30:00 | **00       | 2026-03-29 00:00
                    2026-10-25T01:59:59 | **30       | 2026-10-25 02:30
                    2026-10-25T02:30:00 | ***0       | 2026-10-25 02:40
                    2026-03-29T01:30:00 | ***0;***5  | 2026-03-29 01:35
                    2026-03-28T23:30:00 | ***0;***5  | 2026-03-28 23:35
                    2026-10-25T01:59:59 | 0200       | 2026-10-25 02:00
                    2026-10-25T02:30:00 | 0230       | 2026-10-26 02:30
                    2026-03-29T01:30:00 | 0300       | 2026-03-29 03:00
                    2026-03-28T23:30:00 | 0300       | 2026-03-29 03:00
                    2026-10-25T01:59:59 | Su:0230    | 2026-10-25 02:30
                    2026-10-25T02:30:00 | SaSu:0200  | 2026-10-31 02:00
                    2026-03-29T01:30:00 | ****       | 2026-03-29 01:31
                    2026-03-28T23:30:00 | ****       | 2026-03-28 23:31
                    """)
    void summerTimeComesAndGoes(String now, String interval, String expected) {
        assertEquals(expected, next(interval, now, "Europe/Berlin"));
    }

    @Test
    void everyMinuteRunsThroughTheHourThatAutumnRepeats() {
        ZonedDateTime now = ZonedDateTime.parse("2026-10-25T02:59:00+02:00[Europe/Berlin]");
        assertEquals(
                ZonedDateTime.parse("2026-10-25T02:00:00+01:00[Europe/Berlin]"),
                Interval.parse("****").next(now).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # now              | interval              | next
                    2026-11-20T16:30:00 | MoDiMiDoFr:1800       | 2026-11-20 18:00
                    2026-11-20T16:30:00 | So:1200               | 2026-11-22 12:00
                    2026-11-20T16:30:00 | MoEv:0800             | 2026-11-23 08:00
                    2026-11-20T16:30:00 | MoOd:0800             | 2026-11-30 08:00
                    2026-11-20T16:30:00 | 5Mo:0800              | 2026-11-30 08:00
                    2026-12-01T00:00:00 | 5Mo:0800              | 2027-03-29 08:00
                    2026-11-20T16:30:00 | 3M15:0800             | 2027-02-15 08:00
                    2026-11-10T16:30:00 | 3M15:0800             | 2027-01-15 08:00
                    2027-01-31T00:00:00 | M99:0000              | 2027-02-28 00:00
                    2028-01-31T01:00:00 | M31:0100              | 2028-02-29 01:00
                    2027-06-30T00:00:00 | QW:0600               | 2027-07-01 06:00
                    2027-12-31T00:00:00 | QW:0600               | 2028-01-03 06:00
                    2026-11-20T16:30:00 | 24122026              | 2026-12-24 00:00
                    2026-12-24T00:00:00 | 24122026              | none
                    2026-11-20T16:30:00 | Mo:0900 !23112026     | 2026-11-24 09:00
                    2026-11-23T12:00:00 | Mo:0900 !23112026     | 2026-11-24 09:00
                    2026-11-20T16:30:00 | 1200,!21112026        | 2026-11-22 12:00
                    2026-11-20T23:30:00 | **00;!21112026        | 2026-11-22 00:00
                    2026-11-20T16:30:00 | 24112026 1800         | 2026-11-20 18:00
                    2026-11-20T16:30:00 | once                  | none
                    """)
    void theRestOfTheLanguage(String now, String interval, String expected) {
        assertEquals(expected, next(interval, now, "UTC"));
    }

    @Test
    void blankMeansNoFurtherStart() {
        for (String text : List.of("", "   ", ";", "ONCE", "Once; once")) {
            assertEquals("none", next(text, "2026-11-20T16:30:00", "UTC"), text);
        }
        assertEquals("none", next(null, "2026-11-20T16:30:00", "UTC"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*****",
                "12:00",
                "Xx:1200",
                "Mo:**00",
                "MoWe:***0",
                "M1:1200",
                "HM:0600",
                "HW:0600",
                "Q",
                "W2:Mo:0800",
                "WE:Mo:0800",
                "ev2Mo:0800",
                "1stMo:0800",
                "01:1200",
                "0101:1200",
                "2026-12-24:1200",
                "Y:0101:1200",
                "abc",
                "-1",
                "60",
                "5",
                "99999",
                "*",
                "**",
                "***",
                "Mo:",
                "Mo:12",
                "Mo12:00",
                ":1200",
                "9***",
                "2500",
                "1261",
                "31022027",
                "!31022027",
                "M00:1200",
                "M32:1200",
                "0M01:1200",
                "6Mo:0900",
                "Ev:0900",
                "1200;abc",
                "'\"<script>{{[agn",
                "Mo:0900x",
                "\u0661\u0662\u0660\u0660"
            })
    void textThatIsNoIntervalIsRefused(String interval) {
        assertThrows(InvalidInput.class, () -> Interval.parse(interval));
    }

    @Test
    void theMessageNamesThePartThatIsWrong() {
        InvalidInput refused =
                assertThrows(InvalidInput.class, () -> Interval.parse("1200;abc;1300"));
        assertEquals(List.of("abc"), refused.problems().get(0).arguments());
    }

    private static String next(String interval, String now, String zone) {
        return Interval.parse(interval)
                .next(LocalDateTime.parse(now).atZone(ZoneId.of(zone)))
                .map(FORMAT::format)
                .orElse("none");
    }
}
