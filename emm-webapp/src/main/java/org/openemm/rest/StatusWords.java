package org.openemm.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.openemm.recipient.BindingStatus;

/** How the states of a recipient on a list are called. */
final class StatusWords {
    private static final Map<BindingStatus, String> WORDS =
            new EnumMap<>(
                    Map.of(
                            BindingStatus.ACTIVE, "Active",
                            BindingStatus.BOUNCED, "Bounce",
                            BindingStatus.OPT_OUT_BY_ADMIN, "AdminOut",
                            BindingStatus.OPT_OUT_BY_USER, "UserOut",
                            BindingStatus.WAITING, "WaitForConfirm",
                            BindingStatus.BLOCKLISTED, "Blacklisted",
                            BindingStatus.SUSPENDED, "Suspend"));

    private StatusWords() {}

    static String of(BindingStatus status) {
        return WORDS.get(status);
    }

    /**
     * A word, without regard to case, or a number, also as text.
     *
     * @throws Refusal neither
     */
    static BindingStatus read(String given) {
        for (BindingStatus status : BindingStatus.values()) {
            if (WORDS.get(status).equalsIgnoreCase(given.strip())
                    || String.valueOf(status.code()).equals(given.strip())) {
                return status;
            }
        }
        throw Refusal.bad("Invalid user status: '" + Fields.shown(given) + "'");
    }

    static BindingStatus read(JsonNode given) {
        Optional<String> text =
                given.isTextual() || given.isIntegralNumber()
                        ? Optional.of(given.asText())
                        : Optional.empty();
        return read(text.orElseThrow(() -> Refusal.bad("Invalid user status")));
    }
}
