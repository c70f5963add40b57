package org.openemm.soap;

import org.openemm.NotFound;
import org.openemm.recipient.Recipients;

/** Deletes a subscriber and its bindings. */
final class DeleteSubscriber implements Operation {
    private final Recipients recipients;

    DeleteSubscriber(Recipients recipients) {
        this.recipients = recipients;
    }

    @Override
    public String name() {
        return "DeleteSubscriber";
    }

    @Override
    public void answer(Request request, Response response, Caller caller) {
        try {
            recipients.delete(
                    caller.actor(), Checks.positive(request, "customerID", "customer id value"));
        } catch (NotFound e) {
            throw SoapFault.client("Unknown customer ID");
        }
    }
}
