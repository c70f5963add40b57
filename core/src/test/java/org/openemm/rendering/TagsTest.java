package org.openemm.rendering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One tag, and what it writes for Anna, Bernd, Carla, somebody unknown and Eva. */
class TagsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [agnFIRSTNAME]                                  | Anna | Bernd | Carla | `` | Eva
                    [agnfirstname]                                  | Anna | Bernd | Carla | `` | Eva
                    [agnCUSTOMERID]                                 | 2000001 | 2000002 | 2000003 | 2000004 | 2000005
                    [agnEMAIL code="punycode"]                      | anna.mueller@example.com | bernd.meyer@example.com | carla@example.org | d@example.org | eva@example.net
                    [agnG_TEXT]                                     | Apfel | apfel | Banane 50% | `` | a_b
                    [agnDB column=firstname]                        | Anna | Bernd | Carla | `` | Eva
                    [agnDB column=“firstname”]                      | Anna | Bernd | Carla | `` | Eva
                    [agnDB column="g_float"]                        | 0 | 1.5 | -2.25 | `` | 3.14159
                    [agnDB column="Weight kg"]                      | 0 | 1.5 | -2.25 | `` | 3.14159
                    [agnDB column="g_birthday"]                     | 1980-02-29 00:00:00 | 1990-11-20 00:00:00 | 1985-11-21 00:00:00 | `` | 2000-02-29 00:00:00
                    [agnDB column="g_float" format="0.00"]          | 0.00 | 1.50 | -2.25 | `` | 3.14
                    [agnDB column="g_date" format="dd.MM.yyyy"]     | 29.02.2024 | 01.03.2024 | 20.11.2026 | `` | 31.12.2025
                    [agnDB column="lastname" format="%-10s@"]       | %-10s@ | %-10s@ | %-10s@ | `` | %-10s@
                    [agnDB column="firstname" encode="hexupper"]    | 416E6E61 | 4265726E64 | 4361726C61 | `` | 457661
                    [agnDB column="lastname" encode="url"]          | M%C3%BCller | Meyer | `` | `` | %C3%85ngstr%C3%B6m
                    [agnDB column="lastname" encode="sha256,hex"]   | a78429899bb825ce667d25d92e2cde488f8a7d6871bb2be7365601cad6b0a8f2 | 876fdfa1d1152c1d024386a1f66e7725f292ef83404fc4d3be79c1b51cc81c45 | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 | 5c510cb3cd9cd6edd4f18456572fb13dac038f92d6f816b2e28415d1f6309c39
                    [agnDB column="g_int" expression="value / 4"]   | 0 | 0 | 0 | `` | 10
                    [agnDB column="nofield"]                        | `` | `` | `` | `` | ``
                    [agnDB column="firstname]                       | `` | `` | `` | `` | ``
                    [agnDB column="firstname" filter="$g_int >= 1"] | `` | Bernd | `` | `` | Eva
                    [agnDB column="firstname" filter="$lastname = 1"] | `` | `` | `` | `` | ``
                    [agnTITLE type="2"]                             | Hallo Frau Dr. Müller | Hallo Herr Meyer | Hallo lieber Kunde | Hallo lieber Kunde | Hallo Frau Prof. Dr. Ångström
                    [agnTITLE type="16"]                            | Hello Dr. Müller | Hello Meyer | Hello reader | Hello reader | Hello Prof. Dr. Ångström
                    [agnTITLEFULL type="10"]                        | Dear Mrs Dr. Anna Müller | Dear Mr Bernd Meyer | Dear Sir or Madam | Dear Sir or Madam | Dear Mrs Prof. Dr. Eva Ångström
                    [agnTITLEFIRST type="10"]                       | Dear Mrs Anna | Dear Mr Bernd | Dear Mrs Carla | Dear Sir or Madam | Dear Mrs Eva
                    [agnTITLE type="10" prefix="<< " postfix=" >>"] | << Dear Mrs Dr. Müller >> | << Dear Mr Meyer >> | << Dear Sir or Madam >> | << Dear Sir or Madam >> | << Dear Mrs Prof. Dr. Ångström >>
                    [agnTITLE type="x"]                             | Sehr geehrte Frau Dr. Müller | Sehr geehrter Herr Meyer | Sehr geehrte Damen und Herren | Sehr geehrte Damen und Herren | Sehr geehrte Frau Prof. Dr. Ångström
                    [agnDATE column="g_date" format="dd.MM.yyyy" offset="1"] | 01.03.2024 | 02.03.2024 | 21.11.2026 | `` | 01.01.2026
                    [agnAGE column="g_birthday"]                    | 46 | 36 | 40 | `` | 26
                    [agnAGE column="g_birthday" position="1" length="1"] | 4 | 3 | 4 | `` | 2
                    [agnAGE column="g_birthday" modifier="+ 1"]     | 47 | 37 | 41 | `` | 27
                    [agnAGE column="firstname"]                     | `` | `` | `` | `` | ``
                    [agnALTER column="g_birthday"]                  | 46 | 36 | 40 | `` | 26
                    [agnDAYS_UNTIL column="g_date"]                 | -995 | -994 | 0 | `` | -324
                    """)
    void aTagWritesTheValuesOfEachRecipient(
            String tag, String anna, String bernd, String carla, String nobody, String eva) {
        assertEquals(List.of(anna, bernd, carla, nobody, eva), forEach(tag));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [agnDATE type="1"]                                     | 11/20/2026
                    [agnDATE type="4"]                                     | 20. November 2026
                    [agnDATE]                                              | 20.11.2026
                    [agnDATE format="EEEE, dd. MMMM yyyy" language="en" country="US"] | Friday, 20. November 2026
                    [agnDATE format="EEEE" language="de"]                  | Freitag
                    [agnDATE format="hh:mm a"]                             | 12:00 PM
                    [agnDATE format="HH:mm" timezone="Europe/Berlin"]      | 13:00
                    [agnDATE format="yyyy-MM-dd HH:mm" offset="0.5"]       | 2026-11-21 00:00
                    [agnDATE base="senddate" format="yyyyMMdd"]            | 20261120
                    [agnDATE expression="year"]                            | 2026
                    [agnDATE expression="day:31;month:2" format="yyyy-MM-dd"] | 2026-02-01
                    [agnDATE expression="day: day / 0"]                    | ``
                    [agnSENDDATE]                                          | 20261120
                    [agnCUSTOMDATE offset="7" format="%d.%m.%Y"]           | 27.11.2026
                    [agnSUBSCRIBERCOUNT format="#,###"]                    | 24
                    [agnSUBSCRIBERCOUNT round="10"]                        | 3
                    [agnSYSINFO name="EPOCH"]                              | 1795176000
                    [agnSYSINFO name="FQDN"]                               | mail.example.com
                    [agnSYSINFO name="nothing" default="d"]                | d
                    [agnSWYN networks="FB" title="t" link="x"]             | ``
                    [agnDYN name="NoBlock"/]                               | ``
                    agnFIRSTNAME]                                          | agnFIRSTNAME]
                    [agnIMAGE name="my logo.png"]                          | http://127.0.0.1:18080/image/0/1/2102/my+logo.png
                    """)
    void aTagWritesTheSameForAll(String tag, String expected) {
        assertEquals(List.of(expected, expected, expected, expected, expected), forEach(tag));
    }

    @Test
    void tagsThatStandForAnAddressCarryTheUid() {
        String uid = forEach("[agnUID]").get(0);

        assertEquals(
                "F.hKJfYwGiX23NCDaiX3LOAB6EgaJfc85rADZA.CYMFGskAv-5Ku2hMajTVSRgXI8nyOAwtgvxL3EAcXkY"
                        + "xdcwT24icLCyRE1XdR5UZgrnsVbY2HT8IZSz7Al8Keg",
                uid);
        assertEquals(
                "http://127.0.0.1:18080/fullview.action?agnUID=" + uid,
                forEach("[agnWEBVIEW]").get(0));
        assertEquals(
                "http://127.0.0.1:18080/form.action?agnCTOKEN=a9a96cba51a4cd9f4B2426D228FFE362"
                        + "&agnFN=test&agnUID="
                        + uid,
                forEach("[agnFORM name=\"test\"]").get(0));
        assertEquals("http://127.0.0.1:18080/g.html?uid=" + uid, forEach("[agnONEPIXEL]").get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[agnunknown]", "[agnNOFIELD x=\"1\"]", "[agn]"})
    void aTagThatNobodyKnowsKeepsTheMailingFromBeingSent(String tag) {
        UnsendableMailing error =
                assertThrows(
                        UnsendableMailing.class,
                        () ->
                                new Sample()
                                        .block("B", 0, "x\n " + tag)
                                        .html("[agnDYN name=\"B\"/]")
                                        .compiled());

        assertEquals(1, error.problems().size());
        assertEquals("B:2:2", error.problems().get(0).place().toString());
    }

    private static List<String> forEach(String tag) {
        CompiledMailing mailing = new Sample().linefeed(0).text("START" + tag + "END\n").compiled();
        return List.of(Sample.anna(), Sample.bernd(), Sample.carla(), Sample.nobody(), Sample.eva())
                .stream()
                .map(row -> Mail.parse(mailing.renderer().render(row)).plain())
                .map(plain -> plain.substring("START".length(), plain.lastIndexOf("END")))
                .toList();
    }
}
