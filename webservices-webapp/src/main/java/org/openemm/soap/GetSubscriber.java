package org.openemm.soap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.Recipients;

/**
 * The profile of a subscriber: all fields or those named. An unknown id is answered with id 0 and
 * no values.
 */
final class GetSubscriber implements Operation {
    private final Recipients recipients;
    private final ProfileFields fields;

    GetSubscriber(Recipients recipients, ProfileFields fields) {
        this.recipients = recipients;
        this.fields = fields;
    }

    @Override
    public String name() {
        return "GetSubscriber";
    }

    @Override
    public void answer(Request request, Response response, Caller caller) {
        int id = Checks.positive(request, "customerID", "customer id value");
        ProfileFieldCatalog catalog = fields.of(caller.actor());
        List<ProfileField> wanted = wanted(request, catalog);
        Optional<Recipient> recipient = recipients.find(caller.actor(), id);
        response.putMap(
                "parameters",
                recipient
                        .map(found -> new SubscriberValues(catalog).write(found, wanted))
                        .orElse(Map.of()));
        response.put("customerID", recipient.map(Recipient::id).orElse(0L));
    }

    private static List<ProfileField> wanted(Request request, ProfileFieldCatalog catalog) {
        List<String> names =
                request
                        .part("profilefields")
                        .map(part -> part.texts("name"))
                        .orElse(List.of())
                        .stream()
                        .filter(name -> !name.isBlank())
                        .toList();
        if (names.isEmpty()) {
            return catalog.all();
        }
        return names.stream()
                .map(
                        name ->
                                catalog.column(name.strip())
                                        .orElseThrow(
                                                () ->
                                                        SoapFault.client(
                                                                "Requested profile field not"
                                                                        + " exists: "
                                                                        + name)))
                .toList();
    }
}
