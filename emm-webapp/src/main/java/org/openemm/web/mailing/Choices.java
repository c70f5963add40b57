package org.openemm.web.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openemm.account.Actor;
import org.openemm.mailing.MailingQuery;
import org.openemm.mailing.MailingSummary;
import org.openemm.mailing.Mailings;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.target.Target;
import org.openemm.target.Targets;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/** What the fields of these screens let people choose from. */
final class Choices {
    private final Mailinglists mailinglists;
    private final Targets targets;
    private final Mailings mailings;

    Choices(Mailinglists mailinglists, Targets targets, Mailings mailings) {
        this.mailinglists = mailinglists;
        this.targets = targets;
        this.mailings = mailings;
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

    /** The list with this id, else the first one; null when there is none. */
    Mailinglist list(Actor actor, int id) {
        List<Mailinglist> all = mailinglists.all(actor);
        return all.stream()
                .filter(list -> list.id() == id)
                .findFirst()
                .orElse(all.isEmpty() ? null : all.get(0));
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

    /** Names of target groups by id. */
    Map<Integer, String> targetNames(Actor actor) {
        return targets.all(actor).stream().collect(Collectors.toMap(Target::id, Target::name));
    }

    List<MailingSummary> templates(Actor actor) {
        return mailings.list(actor, MailingQuery.all(true)).rows();
    }

    private static List<Option> options(List<Target> chosen) {
        return chosen.stream().map(target -> Option.of(target.id(), target.name())).toList();
    }
}
