package org.openemm.web.mailing;

import java.util.List;
import org.openemm.Core;
import org.openemm.delivery.Expected;
import org.openemm.delivery.TrialAddresses;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** Mailings and templates. */
public final class MailingScreens {
    private MailingScreens() {}

    public static Feature of(Core core) {
        Choices choices =
                new Choices(
                        core.mailinglists(), core.targets(), core.mailings(), core.recipients());
        Expected expected = core.sendings().expected();
        TrialAddresses trials =
                new TrialAddresses(
                        core.sending(),
                        core.mailings(),
                        core.recipients(),
                        core.persons().editor());
        SendPages pages =
                new SendPages(
                        core.mailings(),
                        core.mailingChecks(),
                        core.sending(),
                        core.sendings().activations(),
                        expected,
                        core.dispatch().waits(),
                        core.dispatch().blindCopies(),
                        new SendPages.Contents(
                                core.mailingContents(), core.mailingLinks(), core.mailingFiles()),
                        choices);
        return new Feature(
                "mailing",
                List.of(
                        new MailingListResource(core.mailings(), choices),
                        new NewMailingResource(core.mailings(), core.starterTemplate(), choices),
                        new SettingsResource(
                                core.mailings(), expected, choices, core.dispatch().routes()),
                        new ContentResource(
                                core.mailings(),
                                core.mailingContents(),
                                core.mailingFiles(),
                                core.mailingChecks(),
                                core.profileFields(),
                                choices),
                        new LinksResource(core.mailings(), core.mailingLinks()),
                        new ImagesResource(
                                core.mailings(), core.mailingFiles(), core.mailingContents()),
                        new AttachmentsResource(core.mailings(), core.mailingFiles(), choices),
                        new PreviewResource(
                                core.mailings(),
                                core.mailingChecks(),
                                core.previews(),
                                core.recipients(),
                                choices),
                        new SendResource(core.mailings(), core.sending(), expected, pages),
                        new ForecastResource(
                                core.mailings(), core.sendings().forecasts(), core.profileFields()),
                        new ActivationResource(
                                core.mailings(), core.sendings().activations(), pages),
                        new DeliveryResource(core.sending(), pages),
                        new TrialResource(core.sending(), expected, trials, pages)),
                List.of(
                        new Menu.Entry(
                                Menu.Place.MAILINGS,
                                10,
                                "mailing.menu.mailings",
                                "mail",
                                MailingListResource.PAGE,
                                "mailing.show"),
                        new Menu.Entry(
                                Menu.Place.MAILINGS,
                                20,
                                "mailing.menu.templates",
                                "layout-template",
                                MailingListResource.TEMPLATES,
                                "template.show")));
    }
}
