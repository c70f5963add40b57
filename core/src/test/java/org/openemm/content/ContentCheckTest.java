package org.openemm.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openemm.i18n.Texts;

class ContentCheckTest {
    private static final Set<String> FIELDS = Set.of("firstname", "city", "weight kg");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [agnnope]                          | content.tag.unknown
                    [agn]                              | content.tag.unknown
                    [agnFIRSTNAME x="1"]               | content.tag.noParameters
                    [agnUNSUBSCRIBE x="1"]             | content.tag.noParameters
                    [agnDB]                            | content.tag.parameterMissing
                    [agnDB column=""]                  | content.tag.parameterMissing
                    [agnDB column="nofield"]           | content.tag.fieldUnknown
                    [agnDB column="city" colour="1"]   | content.tag.parameterUnknown
                    [agnDB column="city" bare]         | content.tag.parameterUnknown
                    [agnDB column="city]               | content.tag.malformed
                    [agnDB column="city" filter="$q=1"]| content.tag.fieldUnknown
                    [agnTITLE type="x"]                | content.tag.valueInvalid
                    [agnDATE format="bbb"]             | content.tag.valueInvalid
                    [agnDATE offset="x"]               | content.tag.valueInvalid
                    [agnDATE timezone="Mars/X"]        | content.tag.valueInvalid
                    [/agnDYN name="a"]                 | content.tag.notOpened
                    """)
    void aBadTagIsReported(String tag, String key) {
        assertEquals(
                List.of(key), check("ab\n c" + tag).stream().map(ContentProblem::key).toList());
        assertEquals(new Place("agnHtml", 2, 3), check("ab\n c" + tag).get(0).place());
    }

    @Test
    void goodTagsAreNotReported() {
        assertEquals(
                List.of(),
                check(
                        "[agnfirstname][agnCITY onerror=\"x\"][agnDB column=\"Weight kg\"]"
                                + "[agnDB column=\"city;\"][agnTITLE type=\"2\" prefix=\" \"]"
                                + "[agnDYN name=\"a\"]x[agnDVALUE name=\"a\"/][/agnDYN name=\"a\"]"
                                + "[agnDATE format=\"dd.MM.yyyy\" offset=\"-0.5\" base=\"now\"]"));
    }

    @Test
    void theMessageNamesTheTagAndItsPlace() {
        Texts texts =
                Texts.load(
                        getClass().getClassLoader(),
                        List.of("messages/content"),
                        List.of("en", "de"));
        ContentProblem problem = check("\n[agnnope]").get(0);

        assertEquals(
                "Unknown tag agnnope (agnHtml, line 2, column 1).",
                texts.text(Locale.ENGLISH, problem.key(), problem.arguments().toArray()));
        assertEquals(
                "Unbekanntes Tag agnnope (agnHtml, Zeile 2, Spalte 1).",
                texts.text(Locale.GERMAN, problem.key(), problem.arguments().toArray()));
    }

    private static List<ContentProblem> check(String text) {
        return new ContentCheck(
                        name -> FIELDS.contains(name.toLowerCase(Locale.ROOT)), name -> false)
                .text("agnHtml", text)
                .problems();
    }
}
