package org.openemm.soap;

import org.openemm.mailinglist.Mailinglists;

/** Creates a mailing list. */
final class AddMailinglist implements Operation {
    private static final int MIN_NAME = 3;
    private final Mailinglists mailinglists;

    AddMailinglist(Mailinglists mailinglists) {
        this.mailinglists = mailinglists;
    }

    @Override
    public String name() {
        return "AddMailinglist";
    }

    @Override
    public void answer(Request request, Response response, Caller caller) {
        String name = request.text("shortname").strip();
        if (name.length() < MIN_NAME) {
            throw SoapFault.client("shortname is required");
        }
        response.put(
                "mailinglistID",
                mailinglists.create(caller.actor(), name, request.text("description")));
    }
}
