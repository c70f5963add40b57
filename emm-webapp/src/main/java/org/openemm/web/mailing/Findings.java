package org.openemm.web.mailing;

import java.util.Set;
import org.openemm.mailing.Finding;
import org.openemm.web.ui.Ui;

/** Findings in words. */
public final class Findings {
    /** Names of components and header fields, which people know by other names. */
    private static final Set<String> SOURCES =
            Set.of("agnHtml", "agnText", "subject", "preheader", "from", "reply");

    private Findings() {}

    public static String say(Ui ui, Finding finding) {
        boolean placed = finding.place().isPresent();
        Object[] words =
                finding.arguments().stream()
                        .map(word -> placed && SOURCES.contains(word) ? source(ui, word) : word)
                        .toArray();
        return ui.t(finding.key(), words);
    }

    private static String source(Ui ui, Object word) {
        return ui.t("mailing.source." + word);
    }
}
