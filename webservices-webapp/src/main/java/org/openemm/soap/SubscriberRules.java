package org.openemm.soap;

import java.util.Map;
import java.util.Optional;
import org.openemm.address.EmailAddress;

/** What a subscriber's parameters must hold, in the words of the interface. */
final class SubscriberRules {
    private SubscriberRules() {}

    /** For a new subscriber: address, gender and mailtype are needed. */
    static void requireComplete(Map<String, String> parameters) {
        Checks.required(text(parameters, "email"), "email");
        Checks.required(text(parameters, "gender"), "gender");
        Checks.required(text(parameters, "mailtype"), "mailtype");
        requireValid(parameters);
    }

    /** What is given must be right. */
    static void requireValid(Map<String, String> parameters) {
        if (parameters.containsKey("email")
                && !EmailAddress.check(text(parameters, "email")).isValid()) {
            throw SoapFault.client("email is invalid. Email format required");
        }
        if (parameters.containsKey("gender")) {
            Checks.range(text(parameters, "gender"), "gender", 0, 5);
        }
        if (parameters.containsKey("mailtype")) {
            Checks.range(text(parameters, "mailtype"), "mailtype", 0, 2);
        }
    }

    private static String text(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).orElse("");
    }
}
