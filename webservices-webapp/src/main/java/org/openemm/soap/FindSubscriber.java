package org.openemm.soap;

import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.recipient.Recipients;

/**
 * The id of the first subscriber with a value in a column; 0 for nobody, an unknown column or an
 * impossible value.
 */
final class FindSubscriber implements Operation {
    private final Recipients recipients;

    FindSubscriber(Recipients recipients) {
        this.recipients = recipients;
    }

    @Override
    public String name() {
        return "FindSubscriber";
    }

    @Override
    public void answer(Request request, Response response, Caller caller) {
        String column = request.text("keyColumn");
        String value = request.text("value");
        if (column.isBlank() || value.isBlank()) {
            throw SoapFault.client("Key column or value missing or empty");
        }
        response.put("value", find(caller, column.strip(), value));
    }

    private long find(Caller caller, String column, String value) {
        try {
            List<Long> found = recipients.findBy(caller.actor(), column, value);
            return found.isEmpty() ? 0 : found.get(0);
        } catch (InvalidInput e) {
            return 0;
        }
    }
}
