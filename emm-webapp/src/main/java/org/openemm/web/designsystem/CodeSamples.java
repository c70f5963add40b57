package org.openemm.web.designsystem;

import java.util.List;
import org.openemm.web.ui.CodeWord;
import org.openemm.web.ui.Ui;

/** Code to show in code fields. */
public final class CodeSamples {
    /** With a tag that does not exist in line {@value #WRONG_LINE}. */
    public static final String HTML =
            """
            <table class="card">
              <tr>
                <td style="color: #333">
                  <!-- greeting -->
                  <h1>[agnTITLE type="2"]</h1>
                  <p>Hello [agnDB column="firstname"], [agnNOSUCHTAG]</p>
                  <a href="https://www.example.com/?id=[agnCUSTOMERID]">Read on</a>
                </td>
              </tr>
            </table>
            """;

    public static final int WRONG_LINE = 6;
    public static final int WRONG_COLUMN = 48;

    public static final String RULE =
            """
            `lastname` STARTS WITH 'M' AND
            (`gender` = 1 OR NOT OPENED MAILING 17)\
            """;

    public static final String SHORT_RULE =
            "`email` CONTAINS 'example' AND `creation_date` >= TODAY - 30";

    public static final String PLACEHOLDER = "`firstname` = 'Anna'";

    private CodeSamples() {}

    /** Two tags to complete. */
    public static String words(Ui ui) {
        return CodeWord.json(
                List.of(
                        new CodeWord(
                                "[agnDB",
                                "[agnDB column=\"firstname\"]",
                                ui.t("designsystem.code.field")),
                        new CodeWord(
                                "[agnTITLE",
                                "[agnTITLE type=\"2\"]",
                                ui.t("designsystem.code.title"))));
    }
}
