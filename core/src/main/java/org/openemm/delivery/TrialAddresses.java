package org.openemm.delivery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.Mailings;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientEditor;
import org.openemm.recipient.Recipients;
import org.openemm.recipient.UserType;

/**
 * Trials to single addresses. A mail is made for a recipient; an address that is none yet becomes a
 * test recipient of the mailing's list.
 */
public final class TrialAddresses {
    /** As many as people name one by one. */
    private static final int MOST = 10;

    private final Sending sending;
    private final Mailings mailings;
    private final Recipients recipients;
    private final RecipientEditor editor;

    public TrialAddresses(
            Sending sending, Mailings mailings, Recipients recipients, RecipientEditor editor) {
        this.sending = sending;
        this.mailings = mailings;
        this.recipients = recipients;
        this.editor = editor;
    }

    /**
     * Sends at once.
     *
     * @param addresses separated by commas, semicolons or blanks; up to ten
     * @return how many it goes to
     * @throws InvalidInput field {@code address}: none, too many, no address, or one that is no
     *     recipient while the actor may not add any or the mailing has no list
     */
    public int send(Actor actor, int mailingId, String addresses) {
        Mailing mailing = mailings.get(actor, mailingId);
        List<String> wanted =
                Arrays.stream(addresses.strip().split("[,;\\s]+"))
                        .filter(address -> !address.isEmpty())
                        .distinct()
                        .toList();
        if (wanted.isEmpty()) {
            throw new InvalidInput("address", "delivery.error.noAddress");
        }
        if (wanted.size() > MOST) {
            throw new InvalidInput("address", "delivery.error.manyAddresses", MOST);
        }
        List<Long> customers = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String address : wanted) {
            find(actor, address).ifPresentOrElse(customers::add, () -> missing.add(address));
        }
        customers.addAll(added(actor, mailing.settings().mailinglistId(), missing));
        sending.trial(actor, mailingId, SendKind.TEST, 0, customers);
        return customers.size();
    }

    private Optional<Long> find(Actor actor, String address) {
        return recipients.findBy(actor, "email", address).stream().findFirst();
    }

    private List<Long> added(Actor actor, int mailinglistId, List<String> addresses) {
        List<Long> added = new ArrayList<>();
        for (String address : addresses) {
            if (mailinglistId == 0 || !actor.may("recipient.create")) {
                throw new InvalidInput("address", "delivery.error.unknownAddress", address);
            }
            try {
                added.add(
                        editor.save(
                                actor,
                                0,
                                Map.of("email", address, "gender", "2"),
                                List.of(
                                        new RecipientEditor.Wish(
                                                mailinglistId,
                                                BindingStatus.ACTIVE,
                                                UserType.TEST,
                                                ""))));
            } catch (InvalidInput e) {
                InvalidInput.Problem problem = e.problems().get(0);
                throw new InvalidInput("address", problem.key(), problem.arguments().toArray());
            }
        }
        return added;
    }
}
