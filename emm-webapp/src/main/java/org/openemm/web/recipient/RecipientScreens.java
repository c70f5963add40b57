package org.openemm.web.recipient;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;
import org.openemm.web.statistics.ReportClient;
import org.openemm.web.ui.Menu;

/** Recipients and profile fields. */
public final class RecipientScreens {
    private RecipientScreens() {}

    public static Feature of(Core core) {
        core.profileFields().startWatching();
        RecipientHead.Source heads =
                new RecipientHead.Source(
                        core.recipients(),
                        core.bindings(),
                        core.mailinglists(),
                        core.persons().contacts());
        RecipientResource recipient =
                new RecipientResource(
                        core.recipients(),
                        core.persons().erasure(),
                        core.persons().editor(),
                        core.bindings(),
                        core.mailinglists(),
                        core.profileFields(),
                        heads,
                        core.blocklist(),
                        core.persons().histories());
        return new Feature(
                "recipient",
                List.of(
                        new RecipientListResource(
                                core.recipients(),
                                core.persons().listing(),
                                core.profileFields(),
                                core.bindings(),
                                core.mailinglists(),
                                core.audiences().filters(),
                                core.targets()),
                        new RecipientFilterResource(
                                core.audiences().filters(), core.profileFields(), core.targets()),
                        new RecipientBulkResource(
                                core.persons().changes(),
                                core.recipients(),
                                core.audiences().filters(),
                                core.persons().listing(),
                                core.profileFields(),
                                core.mailinglists()),
                        recipient,
                        new RecipientStepResource(
                                core.persons().listing(), core.audiences().filters()),
                        new RecipientFileResource(
                                core.persons().files(),
                                core.profileFields(),
                                ReportClient.of(core.home(), core.settings())),
                        new RecipientListsResource(core.persons().editor(), recipient),
                        new RecipientBlockResource(core.recipients(), core.blocklist(), recipient),
                        new RecipientHistoryResource(
                                heads,
                                core.persons().contacts(),
                                core.persons().histories(),
                                core.profileFields()),
                        new RecipientContactsResource(heads, core.persons().histories()),
                        new RecipientBouncesResource(
                                heads, core.mailloop().recipientBounces(), core.messages()),
                        new FieldContentResource(
                                core.persons().changes(),
                                core.audiences().filters(),
                                core.persons().listing(),
                                core.profileFields(),
                                core.mailinglists(),
                                core.targets()),
                        new ProfileFieldResource(core.profileFields()),
                        new RecipientExportResource(),
                        new ProfileFieldEditResource(core.profileFields())),
                List.of(
                        entry(10, "overview", "users", "/recipient/list.action", "recipient.show"),
                        entry(
                                20,
                                "profilefields",
                                "sliders-horizontal",
                                "/profiledb/profiledb.action",
                                "profileField.show"),
                        new Menu.Entry(
                                Menu.Place.DATA,
                                60,
                                "menu.recipients.fieldcontent",
                                "pencil-line",
                                FieldContentResource.PAGE,
                                "recipient.change.bulk")));
    }

    private static Menu.Entry entry(
            int order, String name, String icon, String href, String right) {
        return new Menu.Entry(
                Menu.Place.RECIPIENTS, order, "menu.recipients." + name, icon, href, right);
    }
}
