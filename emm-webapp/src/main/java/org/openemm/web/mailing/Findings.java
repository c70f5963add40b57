package org.openemm.web.mailing;

import java.util.List;
import java.util.Set;
import org.openemm.content.ContentProblem;
import org.openemm.mailing.Finding;
import org.openemm.web.ui.Ui;

/** Findings in words. */
public final class Findings {
    /** Names of components and header fields, which people know by other names. */
    private static final Set<String> SOURCES =
            Set.of("agnHtml", "agnText", "subject", "preheader", "from", "reply");

    private Findings() {}

    public static String say(Ui ui, Finding finding) {
        return say(ui, finding.key(), finding.arguments(), finding.place().isPresent());
    }

    static String say(Ui ui, ContentProblem problem) {
        return say(ui, problem.key(), problem.arguments(), true);
    }

    private static String say(Ui ui, String key, List<Object> arguments, boolean placed) {
        return ui.t(
                key,
                arguments.stream()
                        .map(word -> placed && SOURCES.contains(word) ? source(ui, word) : word)
                        .toArray());
    }

    /** The place for the address of the content page: field, line and column; empty for none. */
    public static String anchor(Finding finding) {
        return finding.place()
                .map(
                        place ->
                                "#"
                                        + field(place.source())
                                        + ":"
                                        + place.line()
                                        + ":"
                                        + place.column())
                .orElse("");
    }

    /** Name of the field in which a finding stands; empty outside of content. */
    public static String field(Finding finding) {
        return finding.place().map(place -> field(place.source())).orElse("");
    }

    /** The very spot at which a finding can be mended. */
    public static String mend(int mailingId, Finding finding) {
        return page(mailingId, finding) + anchor(finding);
    }

    /** The page on which a finding can be mended. */
    static String page(int mailingId, Finding finding) {
        return switch (finding.area()) {
            case SETTINGS, RECIPIENTS -> MailingHead.Page.SETTINGS.path(mailingId);
            case CONTENT, LINKS ->
                    finding.place()
                            .map(place -> place.source())
                            .filter(source -> !SOURCES.contains(source))
                            .map(block -> ContentResource.blockPath(mailingId, block))
                            .orElse(ContentResource.framePath(mailingId));
            case FILES -> MailingHead.Page.ATTACHMENTS.path(mailingId);
        };
    }

    private static String field(String source) {
        return switch (source) {
            case "agnHtml" -> "html";
            case "agnText" -> "text";
            case "subject", "preheader", "from", "reply" -> source;
            default -> "content0";
        };
    }

    private static String source(Ui ui, Object word) {
        return ui.t("mailing.source." + word);
    }
}
