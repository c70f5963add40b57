package org.openemm.soap;

import org.openemm.NotFound;
import org.openemm.mailing.Mailings;

/** Where a mailing is on its way, e.g. {@code mailing.status.sent}. */
final class GetMailingStatus implements Operation {
    private final Mailings mailings;

    GetMailingStatus(Mailings mailings) {
        this.mailings = mailings;
    }

    @Override
    public String name() {
        return "GetMailingStatus";
    }

    @Override
    public void answer(Request request, Response response, Caller caller) {
        int id = Checks.positive(request, "mailingID", "mailing id value");
        try {
            response.put("status", mailings.get(caller.actor(), id).status().key());
        } catch (NotFound e) {
            throw SoapFault.client("Unknown mailing ID");
        }
    }
}
