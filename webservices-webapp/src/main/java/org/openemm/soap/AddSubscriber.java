package org.openemm.soap;

import java.util.Locale;
import java.util.Map;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.AddOptions;
import org.openemm.recipient.Recipients;

/**
 * Adds a subscriber; with {@code doubleCheck} finds the one with the same value in {@code
 * keyColumn} first and, with {@code overwrite}, changes it. Answers the id in each case. Creates no
 * binding.
 */
final class AddSubscriber implements Operation {
    private final Recipients recipients;
    private final ProfileFields fields;

    AddSubscriber(Recipients recipients, ProfileFields fields) {
        this.recipients = recipients;
        this.fields = fields;
    }

    @Override
    public String name() {
        return "AddSubscriber";
    }

    @Override
    public void answer(Request request, Response response, Caller caller) {
        Map<String, String> parameters = request.map("parameters");
        SubscriberRules.requireComplete(parameters);
        Map<String, Object> values =
                new SubscriberValues(fields.of(caller.actor())).read(parameters);
        AddOptions options =
                new AddOptions(
                        request.isTrue("doubleCheck"),
                        request.text("keyColumn").strip().toLowerCase(Locale.ROOT),
                        request.isTrue("overwrite"),
                        caller.dataSourceId());
        response.put("customerID", recipients.add(caller.actor(), values, options).id());
    }
}
