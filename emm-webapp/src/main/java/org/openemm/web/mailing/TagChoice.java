package org.openemm.web.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openemm.mailing.MailingFile;
import org.openemm.profilefield.ProfileField;
import org.openemm.web.ui.Ui;

/**
 * Something that can be put into content.
 *
 * @param group what kind of thing, in words
 * @param label in words
 * @param tag as it stands in the content
 */
public record TagChoice(String group, String label, String tag) {

    static List<TagChoice> all(Ui ui, List<ProfileField> fields, List<MailingFile> images) {
        List<TagChoice> tags = new ArrayList<>();
        String recipient = ui.t("mailing.tags.recipient");
        boolean german = ui.locale().getLanguage().equals(Locale.GERMAN.getLanguage());
        tags.add(
                new TagChoice(
                        recipient,
                        ui.t("mailing.tags.salutation.first"),
                        "[agnTITLEFIRST type=\"" + (german ? 4 : 12) + "\"]"));
        tags.add(
                new TagChoice(
                        recipient,
                        ui.t("mailing.tags.salutation.formal"),
                        "[agnTITLE type=\"" + (german ? 1 : 10) + "\"]"));
        for (ProfileField field : fields) {
            tags.add(
                    new TagChoice(
                            recipient, field.name(), "[agnDB column=\"" + field.column() + "\"]"));
        }
        String links = ui.t("mailing.tags.links");
        tags.add(new TagChoice(links, ui.t("mailing.link.fullview"), "[agnFULLVIEW]"));
        tags.add(new TagChoice(links, ui.t("mailing.link.unsubscribe"), "[agnUNSUBSCRIBE]"));
        for (MailingFile image : images) {
            tags.add(
                    new TagChoice(
                            ui.t("mailing.tags.images"),
                            image.name(),
                            "[agnIMAGE name=\"" + image.name() + "\"]"));
        }
        tags.add(new TagChoice(ui.t("mailing.tags.more"), ui.t("mailing.tags.date"), "[agnDATE]"));
        return tags;
    }

    /** What a search looks at. */
    public String searched() {
        return (label + " " + tag).toLowerCase(Locale.ROOT);
    }
}
