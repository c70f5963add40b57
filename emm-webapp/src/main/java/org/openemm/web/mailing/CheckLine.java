package org.openemm.web.mailing;

import java.util.List;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.Finding;
import org.openemm.mailing.Mailing;
import org.openemm.web.ui.Ui;

/**
 * One thing that is looked at before a mailing is sent.
 *
 * @param title what it is about
 * @param value how it stands; may be empty
 * @param findings what there is to say; empty: it is fine
 */
public record CheckLine(String title, String value, List<Finding> findings) {
    public boolean isFine() {
        return findings.isEmpty();
    }

    public boolean isBad() {
        return findings.stream().anyMatch(Finding::isError);
    }

    /** An address as people write it. */
    public static String readable(NamedAddress address) {
        return address.name().isEmpty()
                ? address.address()
                : address.name() + " <" + address.address() + ">";
    }

    /**
     * What there is to count.
     *
     * @param list name of the list; empty for none
     * @param size of all images and attachments, bytes
     */
    record Facts(String list, long blocks, long links, long measured, long files, long size) {}

    static List<CheckLine> all(Ui ui, Mailing mailing, Facts facts, List<Finding> findings) {
        return List.of(
                new CheckLine(
                        ui.t("mailing.check.inbox"),
                        mailing.settings().email().subject()
                                + " · "
                                + readable(mailing.settings().email().from()),
                        in(findings, Finding.Area.SETTINGS)),
                new CheckLine(
                        ui.t("mailing.check.recipients"),
                        facts.list(),
                        in(findings, Finding.Area.RECIPIENTS)),
                new CheckLine(
                        ui.t("mailing.check.content"),
                        ui.plural("mailing.check.blocks", facts.blocks()),
                        in(findings, Finding.Area.CONTENT)),
                new CheckLine(
                        ui.t("mailing.check.links"),
                        ui.plural("mailing.check.found", facts.links())
                                + " · "
                                + ui.plural("mailing.check.measured", facts.measured()),
                        in(findings, Finding.Area.LINKS)),
                new CheckLine(
                        ui.t("mailing.check.files"),
                        facts.files() == 0
                                ? ui.t("mailing.check.nofiles")
                                : ui.plural("mailing.check.filecount", facts.files())
                                        + " · "
                                        + ui.format().bytes(facts.size()),
                        in(findings, Finding.Area.FILES)));
    }

    private static List<Finding> in(List<Finding> findings, Finding.Area area) {
        return findings.stream().filter(finding -> finding.area() == area).toList();
    }
}
