package org.openemm.web.importing;

import java.util.List;
import org.openemm.Core;
import org.openemm.i18n.Texts;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** Import of recipients. */
public final class ImportScreens {
    private ImportScreens() {}

    public static Feature of(Core core) {
        core.imports().startWatching();
        Texts texts =
                Texts.load(
                        ImportScreens.class.getClassLoader(),
                        List.of("messages/importing", "messages/recipient", "messages/tabular"),
                        List.of("en", "de"));
        UploadResource upload = new UploadResource(core.imports());
        return new Feature(
                "importing",
                List.of(
                        upload,
                        new EarlierResource(upload),
                        new MappingResource(
                                core.imports(), core.profileFields(), core.mailinglists()),
                        new PreviewResource(
                                core.imports(), core.profileFields(), core.mailinglists()),
                        new CorrectResource(core.imports(), core.profileFields()),
                        new ImportResource(
                                core.imports(),
                                core.mailinglists(),
                                core.exchange().reports(),
                                texts)),
                List.of(
                        new Menu.Entry(
                                Menu.Place.DATA,
                                10,
                                "menu.data.import",
                                "upload",
                                "/recipient/import/view.action",
                                "wizard.importclassic wizard.import")));
    }
}
