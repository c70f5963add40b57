package org.openemm.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagParserTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[agnDB column=\"first name\"]",
                "[agnDB column='first name'/]",
                "[agnDB  column = \"first name\" / ]",
                "[agnDB column=“first name”]",
                "[agnDB column=„first name“]",
                "[agnDB column=«first name»]",
                "[agnDB column=&quot;first&nbsp;name&quot;]",
                "[agnDB column=&#34;first&#x20;name&#x22;]",
                "[agnDB column=\\\"first name\\\"]",
                "[agnDB column=first\\ name]",
            })
    void aValueMayBeQuotedInManyWays(String text) {
        Tag tag = only(text);

        assertEquals("agnDB", tag.name());
        assertEquals("first name", tag.parameters().get("column").replace('\u00a0', ' '));
        assertEquals(text.length(), tag.end());
    }

    @Test
    void bracketsAndQuotesMayStandInsideQuotes() {
        assertEquals(
                Map.of("prefix", "[x] \"y\" 'z'", "type", "1"),
                only("[agnTITLE prefix=\"[x] \\\"y\\\" 'z'\" type=1]").parameters());
    }

    @Test
    void parametersAndBareWordsAreToldApart() {
        Tag tag = only("[agnSWYN bare Networks=FB]");

        assertEquals(Set.of("bare"), tag.attributes());
        assertEquals(Map.of("networks", "FB"), tag.parameters());
    }

    @Test
    void openingClosingAndSelfClosingTagsAreToldApart() {
        List<Tag> tags =
                TagParser.parse("[agnDYN name=\"a\"]x[agnDVALUE name=\"a\"/]y[/agnDYN name=\"a\"]");

        assertEquals(List.of(false, false, true), tags.stream().map(Tag::closing).toList());
        assertEquals(List.of(false, true, false), tags.stream().map(Tag::selfClosing).toList());
        assertEquals("a", tags.get(2).parameter("name", ""));
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertTrue(only("[AGNdyn name=x]").is(KnownTag.DYN));
    }

    @Test
    void anUnclosedQuoteEndsAtTheFirstBracket() {
        String text = "[agnDB column=\"firstname] and <a href=\"x\">[agnEMAIL]</a>";

        List<Tag> tags = TagParser.parse(text);

        assertTrue(tags.get(0).malformed());
        assertEquals(text.indexOf(']') + 1, tags.get(0).end());
        assertEquals("agnEMAIL", tags.get(1).name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agnFIRSTNAME]",
                "[agnFIRSTNAME",
                "[agn",
                "[ agnDB]",
                "[]",
                "[agnDB column=\""
            })
    void whatNeverEndsOrBeginsIsText(String text) {
        assertEquals(List.of(), TagParser.parse(text));
    }

    @Test
    void hostileTextIsReadInReasonableTime() {
        for (String piece :
                new String[] {"[agn", "[agnDB a=\"", "[agnDB \\", "[agnX a='\"<&", "["}) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> TagParser.parse(piece.repeat(25_000)));
        }
    }

    @Test
    void aPlaceIsCountedInLinesAndCharacters() {
        String text = "a\nÄ😀 [agnDB]";

        assertEquals("agnHtml:2:4", Place.of("agnHtml", text, text.indexOf('[')).toString());
        assertEquals("x:1:1", Place.of("x", text, 0).toString());
    }

    @Test
    void blocksAreFoundInOrder() {
        assertEquals(
                List.of("b", "a"),
                List.copyOf(
                        ContentBlocks.namesIn(
                                "[agnDYN name=\"b\"/][agnDYN name=\"a\"][agnDVALUE name=\"a\"/]"
                                        + "[/agnDYN name=\"a\"][agnDYN name=\"b\"/]")));
    }

    @Test
    void fieldsAreFoundWhereverTagsUseThem() {
        assertEquals(
                Set.of(
                        "city",
                        "Weight kg",
                        "Weight",
                        "gender",
                        "title",
                        "firstname",
                        "lastname",
                        "x"),
                FieldUse.of(
                        "[agnCITY][agnDB column=\"Weight kg\" filter=\"$x >"
                                + " 1\"][agnTITLE][agnUID]"));
    }

    private static Tag only(String text) {
        List<Tag> tags = TagParser.parse(text);
        assertEquals(1, tags.size(), text);
        return tags.get(0);
    }
}
