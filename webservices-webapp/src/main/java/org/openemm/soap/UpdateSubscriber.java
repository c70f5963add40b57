package org.openemm.soap;

import java.util.Map;
import org.openemm.NotFound;
import org.openemm.database.Database;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.Recipients;

/** Changes the given fields of a subscriber; an empty text clears a field. */
final class UpdateSubscriber implements Operation {
    private final Recipients recipients;
    private final ProfileFields fields;
    private final Database database;

    UpdateSubscriber(Recipients recipients, ProfileFields fields, Database database) {
        this.recipients = recipients;
        this.fields = fields;
        this.database = database;
    }

    @Override
    public String name() {
        return "UpdateSubscriber";
    }

    @Override
    public void answer(Request request, Response response, Caller caller) {
        int id = Checks.positive(request, "customerID", "customer id value");
        Map<String, String> parameters = request.map("parameters");
        SubscriberRules.requireValid(parameters);
        Map<String, Object> values =
                new SubscriberValues(fields.of(caller.actor())).read(parameters);
        try {
            database.run(
                    tx -> recipients.update(tx, caller.actor(), id, values, caller.dataSourceId()));
        } catch (NotFound e) {
            throw SoapFault.client("Unknown customer ID");
        }
        response.put("value", true);
    }
}
