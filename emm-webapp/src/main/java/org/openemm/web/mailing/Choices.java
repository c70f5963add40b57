package org.openemm.web.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.mailing.MailingQuery;
import org.openemm.mailing.MailingSummary;
import org.openemm.mailing.Mailings;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.Recipients;
import org.openemm.recipient.UserType;
import org.openemm.target.Target;
import org.openemm.target.Targets;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/** What the fields of these screens let people choose from. */
final class Choices {
    private static final int EXAMPLES = 10;

    private final Mailinglists mailinglists;
    private final Targets targets;
    private final Mailings mailings;
    private final Recipients recipients;

    Choices(Mailinglists mailinglists, Targets targets, Mailings mailings, Recipients recipients) {
        this.mailinglists = mailinglists;
        this.targets = targets;
        this.mailings = mailings;
        this.recipients = recipients;
    }

    /**
     * @param noneKey text of the choice 0; null: there is no such choice
     */
    List<Option> lists(Ui ui, String noneKey) {
        List<Option> options = new ArrayList<>();
        if (noneKey != null) {
            options.add(Option.of(0, ui.t(noneKey)));
        }
        for (Mailinglist list : mailinglists.all(ui.actor())) {
            options.add(Option.of(list.id(), list.name()));
        }
        return options;
    }

    List<Mailinglist> lists(Actor actor) {
        return mailinglists.all(actor);
    }

    /** The list with this id; null when there is none. */
    Mailinglist list(Actor actor, int id) {
        return lists(actor).stream().filter(list -> list.id() == id).findFirst().orElse(null);
    }

    /**
     * The address a list's mails come from: its own, else the user's; empty when neither is known.
     *
     * @param list null for none
     */
    String sender(Ui ui, Mailinglist list) {
        return list == null || list.senderEmail().isEmpty()
                ? ui.user().map(user -> user.email()).orElse("")
                : list.senderEmail();
    }

    /** Target groups that a mailing can go to. */
    List<Option> targets(Actor actor) {
        return options(targets.all(actor).stream().filter(Target::valid).toList());
    }

    /** Everybody, or one of the target groups that content can be for. */
    List<Option> contentTargets(Ui ui) {
        List<Option> options = new ArrayList<>();
        options.add(Option.of(0, ui.t("mailing.target.all")));
        options.addAll(
                options(
                        targets.all(ui.actor()).stream()
                                .filter(target -> target.valid() && target.usableInContent())
                                .toList()));
        return options;
    }

    /** A mailing by its name; empty for none, its number when it is gone. */
    List<Option> named(Ui ui, int mailingId) {
        if (mailingId == 0) {
            return List.of();
        }
        try {
            return List.of(Option.of(mailingId, mailings.get(ui.actor(), mailingId).name()));
        } catch (NotFound e) {
            return List.of(Option.of(mailingId, "#" + mailingId));
        }
    }

    /** Names of target groups by id. */
    Map<Integer, String> targetNames(Actor actor) {
        return targets.all(actor).stream().collect(Collectors.toMap(Target::id, Target::name));
    }

    /**
     * Addresses of admin recipients of a list, then of test recipients, to look at mails as them.
     */
    List<String> examples(Ui ui, int mailinglistId) {
        if (mailinglistId == 0 || !ui.may("recipient.show")) {
            return List.of();
        }
        return Stream.of(UserType.ADMIN, UserType.TEST)
                .flatMap(type -> some(ui.actor(), mailinglistId, type))
                .map(Recipient::email)
                .toList();
    }

    private Stream<Recipient> some(Actor actor, int mailinglistId, UserType type) {
        RecipientQuery query =
                new RecipientQuery(
                        "", "", "", "", mailinglistId, null, type, "", "", false, EXAMPLES, null);
        return recipients.page(actor, query).recipients().stream();
    }

    List<MailingSummary> templates(Actor actor) {
        return mailings.list(actor, MailingQuery.all(true)).rows();
    }

    private static List<Option> options(List<Target> chosen) {
        return chosen.stream().map(target -> Option.of(target.id(), target.name())).toList();
    }
}
