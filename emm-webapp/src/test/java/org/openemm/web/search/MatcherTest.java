package org.openemm.web.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MatcherTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void allWordsMustOccurInAnyOrder() {
        assertEquals(
                "[News]letter of the [spr]ing", marked("spr news", "Newsletter of the spring"));
        assertEquals("", marked("news winter", "Newsletter of the spring"));
    }

    @Test
    void caseAndAccentsDoNotMatterAndAreMarkedAsWritten() {
        assertEquals("[Mül]ler Straße", marked("MUL", "Müller Straße"));
        assertEquals("Müller Stra[ß]e", marked("ss", "Müller Straße"));
        assertEquals(
                "Cre\u0301me [bru\u0302lee\u0301]",
                marked("brulee", "Cre\u0301me bru\u0302lee\u0301"));
        assertEquals("☕ [Ἀθῆναι] 😀", marked("αθηναι", "☕ Ἀθῆναι 😀"));
    }

    @Test
    void theBestPlaceOfAWordIsMarked() {
        assertEquals("remailing [mail]", marked("mail", "remailing mail"));
    }

    @Test
    void beginningsCountMoreThanWhatIsInside() {
        assertTrue(score("news", "News") > score("news", "Newsletter"));
        assertTrue(score("news", "Newsletter") > score("news", "Old news"));
        assertTrue(score("news", "Old news") > score("news", "Renewsed"));
    }

    @Test
    void otherWordsForAThingFindItByTheirBeginnings() {
        Matcher matcher = new Matcher("subsc");
        assertTrue(matcher.in("Recipients", "contacts subscribers").isPresent());
        assertTrue(matcher.in("Recipients", "unsubscribed").isEmpty());
    }

    @Test
    void strangeInputHarmsNothing() {
        assertEquals("[']\"<script>", marked("'", "'\"<script>"));
        assertEquals("", marked("%", "Everything"));
        assertEquals("Everything", marked("\u0301", "Everything"));
        assertEquals("", marked("x".repeat(100_000), "Everything"));
        assertEquals("", marked("x", ""));
    }

    @Test
    void whatIsChosenOftenAndLatelyComesFirst() {
        Chosen chosen = Chosen.read("");
        for (int i = 0; i < 3; i++) {
            chosen = chosen.plus("mailing:1", NOW.minusSeconds(86_400));
        }
        chosen = chosen.plus("mailing:2", NOW);
        assertEquals(List.of("mailing:1", "mailing:2"), chosen.best(NOW));
        assertEquals(
                List.of("mailing:2", "mailing:1"),
                Chosen.read(chosen.text())
                        .plus("mailing:2", NOW.plusSeconds(30 * 86_400))
                        .best(NOW.plusSeconds(30 * 86_400)));
    }

    @Test
    void whatWasChosenFitsIntoAPreference() {
        Chosen chosen = Chosen.read("nonsense\nmailing:1 x y\n");
        for (int i = 0; i < 200; i++) {
            chosen = chosen.plus("screen:/" + "a".repeat(70) + i, NOW);
        }
        chosen = chosen.plus("no key\n1", NOW).plus("mailing:" + "9".repeat(5000), NOW);
        assertEquals(32, chosen.best(NOW).size());
        assertTrue(chosen.text().length() <= 4000, () -> "" + 4000);
    }

    private static int score(String typed, String title) {
        return new Matcher(typed).in(title, "").orElseThrow().score();
    }

    private static String marked(String typed, String title) {
        return new Matcher(typed)
                .in(title, "")
                .map(
                        match ->
                                match.parts().stream()
                                        .map(
                                                part ->
                                                        part.marked()
                                                                ? "[" + part.text() + "]"
                                                                : part.text())
                                        .collect(Collectors.joining()))
                .orElse("");
    }
}
