package org.openemm.soap;

import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.mailing.Mailings;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.Bindings;
import org.openemm.recipient.Recipients;
import org.openemm.recipient.UserType;

/** Creates or changes the state of a subscriber in a mailing list. Sends no confirmation mail. */
final class SetSubscriberBinding implements Operation {
    private static final int MAX_REMARK = 150;
    private final Recipients recipients;
    private final Mailinglists mailinglists;
    private final Bindings bindings;
    private final Mailings mailings;

    SetSubscriberBinding(
            Recipients recipients,
            Mailinglists mailinglists,
            Bindings bindings,
            Mailings mailings) {
        this.recipients = recipients;
        this.mailinglists = mailinglists;
        this.bindings = bindings;
        this.mailings = mailings;
    }

    @Override
    public String name() {
        return "SetSubscriberBinding";
    }

    @Override
    public void answer(Request request, Response response, Caller caller) {
        int customer = Checks.positive(request, "customerID", "customer id value");
        int list = Checks.positive(request, "mailinglistID", "mailinglist id value");
        int mediatype = Checks.mediatype(request);
        UserType type = userType(request.text("userType"));
        String remark = Checks.atMost(request.text("remark"), MAX_REMARK, "remark");
        int exitMailing = Checks.notNegative(request, "exitMailingID", "exit mailing id value");
        requireKnown(caller.actor(), list, customer, exitMailing);
        BindingStatus status =
                BindingStatus.find(request.integer("status"))
                        .orElseThrow(() -> SoapFault.server("Invalid user status"));
        bindings.set(
                caller.actor(),
                new Binding(
                        customer,
                        list,
                        mediatype,
                        type,
                        status,
                        remark,
                        null,
                        exitMailing,
                        0,
                        null,
                        null));
    }

    private static UserType userType(String text) {
        Checks.required(text, "user type");
        Checks.atMost(text, 1, "user type");
        return UserType.find(text.charAt(0))
                .orElseThrow(() -> SoapFault.client("user type is invalid"));
    }

    private void requireKnown(Actor actor, int list, int customer, int exitMailing) {
        try {
            mailinglists.get(actor, list);
        } catch (NotFound e) {
            throw SoapFault.client("Unknown mailinglist ID");
        }
        if (recipients.find(actor, customer).isEmpty()) {
            throw SoapFault.client("Unknown customer ID");
        }
        if (exitMailing > 0) {
            try {
                mailings.get(actor, exitMailing);
            } catch (NotFound e) {
                throw SoapFault.server("Unknown exit mailing ID");
            }
        }
    }
}
