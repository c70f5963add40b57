package org.openemm.soap;

import org.openemm.recipient.Binding;
import org.openemm.recipient.Bindings;

/** The state of a subscriber in a mailing list. */
final class GetSubscriberBinding implements Operation {
    private final Bindings bindings;

    GetSubscriberBinding(Bindings bindings) {
        this.bindings = bindings;
    }

    @Override
    public String name() {
        return "GetSubscriberBinding";
    }

    @Override
    public void answer(Request request, Response response, Caller caller) {
        int customer = Checks.positive(request, "customerID", "customer id value");
        int list = Checks.positive(request, "mailinglistID", "mailinglist id value");
        Binding binding =
                bindings.get(caller.actor(), customer, list, Checks.mediatype(request))
                        .orElseThrow(() -> SoapFault.client("Binding not exist"));
        write(response, binding, request.isTrue("useISODateFormat"));
    }

    /** Fills in an element of the abstract type Binding. */
    static void write(Response response, Binding binding, boolean iso) {
        response.typed(iso ? "BindingDateTimeISO" : "BindingDateTimeDefault")
                .put("customerID", binding.customerId())
                .put("mailinglistID", binding.mailinglistId())
                .put("mediatype", binding.mediatype())
                .put("status", binding.status().code())
                .put("userType", String.valueOf(binding.userType().code()))
                .put("remark", binding.remark() == null ? "" : binding.remark())
                .put("exitMailingID", binding.exitMailingId());
        if (binding.changed() != null) {
            response.put("changeDate", Dates.write(binding.changed()));
        }
        if (binding.created() != null) {
            response.put("creationDate", Dates.write(binding.created()));
        }
    }
}
