package org.openemm.web.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.openemm.account.Actor;
import org.openemm.mailing.MailingHit;
import org.openemm.mailing.Mailings;
import org.openemm.mailing.WorkStatus;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipient.RecipientHit;
import org.openemm.recipient.Recipients;
import org.openemm.target.Target;
import org.openemm.target.TargetQuery;
import org.openemm.target.Targets;
import org.openemm.web.ui.Ui;

/** What the company has: mailings, templates, recipients, mailing lists, target groups. */
final class Things {
    static final String MAILING = "mailing:";
    static final String RECIPIENT = "recipient:";
    static final String LIST = "list:";
    static final String TARGET = "target:";

    /** More than are shown, so that the best of them can be told. */
    private static final int CANDIDATES = 60;

    private final Mailings mailings;
    private final Recipients recipients;
    private final Mailinglists mailinglists;
    private final Targets targets;

    Things(Mailings mailings, Recipients recipients, Mailinglists mailinglists, Targets targets) {
        this.mailings = mailings;
        this.recipients = recipients;
        this.mailinglists = mailinglists;
        this.targets = targets;
    }

    List<Group> find(Ui ui, Matcher matcher, String typed, int limit) {
        List<Group> groups = new ArrayList<>();
        List<MailingHit> found = mailings.lookUp(ui.actor(), matcher.words(), CANDIDATES);
        for (boolean template : List.of(false, true)) {
            groups.add(
                    group(
                            template ? "templates" : "mailings",
                            found.stream()
                                    .filter(hit -> hit.template() == template)
                                    .map(hit -> mailing(ui, hit, matcher))
                                    .toList(),
                            limit,
                            template
                                    ? "/mailing/list.action?forTemplates=true&q="
                                    : "/mailing/list.action?q=",
                            typed));
        }
        if (ui.may("recipient.show")) {
            List<Hit> people =
                    recipients.lookUp(ui.actor(), typed, limit + 1).stream()
                            .map(hit -> recipient(hit, matcher))
                            .toList();
            // In the order of the addresses, as in a telephone book.
            groups.add(
                    new Group(
                            "recipients",
                            people.stream().limit(limit).toList(),
                            people.size() > limit ? all("/recipient/list.action?q=", typed) : ""));
        }
        if (ui.may("mailinglist.show")) {
            List<Hit> lists =
                    mailinglists.all(ui.actor()).stream()
                            .filter(list -> matcher.in(list.name(), list.description()).isPresent())
                            .map(list -> list(list, matcher))
                            .toList();
            groups.add(group("lists", lists, limit, "/mailinglist/list.action?q=", typed));
        }
        if (ui.may("targets.show")) {
            groups.add(
                    group(
                            "targets",
                            targets(ui.actor(), matcher),
                            limit,
                            "/target/list.action?q=",
                            typed));
        }
        return groups;
    }

    /** Mailings that were changed last. */
    List<Hit> latest(Ui ui, int limit) {
        return mailings.lookUp(ui.actor(), List.of(), limit).stream()
                .map(hit -> mailing(ui, hit, new Matcher("")))
                .toList();
    }

    /** What is still there of these keys and open to the user, in no order. */
    List<Hit> of(Ui ui, List<String> keys) {
        Matcher nothing = new Matcher("");
        List<Hit> hits = new ArrayList<>();
        List<Integer> mailingIds = ids(keys, MAILING, Integer::valueOf);
        mailings.lookUp(ui.actor(), mailingIds).forEach(hit -> hits.add(mailing(ui, hit, nothing)));
        List<Long> recipientIds = ids(keys, RECIPIENT, Long::valueOf);
        if (!recipientIds.isEmpty() && ui.may("recipient.show")) {
            recipients
                    .lookUp(ui.actor(), recipientIds)
                    .forEach(hit -> hits.add(recipient(hit, nothing)));
        }
        List<Integer> listIds = ids(keys, LIST, Integer::valueOf);
        if (!listIds.isEmpty() && ui.may("mailinglist.show")) {
            mailinglists.all(ui.actor()).stream()
                    .filter(list -> listIds.contains(list.id()))
                    .forEach(list -> hits.add(list(list, nothing)));
        }
        List<Integer> targetIds = ids(keys, TARGET, Integer::valueOf);
        if (!targetIds.isEmpty() && ui.may("targets.show")) {
            targets.all(ui.actor()).stream()
                    .filter(target -> targetIds.contains(target.id()))
                    .forEach(target -> hits.add(target(target, nothing)));
        }
        return hits;
    }

    private List<Hit> targets(Actor actor, Matcher matcher) {
        String longest =
                matcher.words().stream().max(Comparator.comparingInt(String::length)).orElse("");
        return targets.named(actor, longest, TargetQuery.Sort.CHANGED, CANDIDATES).stream()
                .filter(target -> matcher.in(target.name(), target.description()).isPresent())
                .map(target -> target(target, matcher))
                .toList();
    }

    private static Group group(String name, List<Hit> hits, int limit, String all, String typed) {
        return new Group(
                name, Places.best(hits, limit), hits.size() > limit ? all(all, typed) : "");
    }

    private static String all(String address, String typed) {
        return address + URLEncoder.encode(typed, StandardCharsets.UTF_8);
    }

    private static Hit mailing(Ui ui, MailingHit hit, Matcher matcher) {
        boolean sent = hit.status() == WorkStatus.SENT && ui.may("stats.mailing");
        return Hit.page(
                MAILING + hit.id(),
                hit.template() ? "layout-template" : "mail",
                matcher.anyhow(hit.name()),
                hit.template() ? hit.description() : ui.t(hit.status().key()),
                sent
                        ? "/statistics/mailing/" + hit.id() + "/view.action"
                        : "/mailing/" + hit.id() + "/settings.action");
    }

    private static Hit recipient(RecipientHit hit, Matcher matcher) {
        return Hit.page(
                RECIPIENT + hit.id(),
                "user",
                matcher.anyhow(hit.email()),
                hit.name(),
                "/recipient/" + hit.id() + "/view.action");
    }

    private static Hit list(Mailinglist list, Matcher matcher) {
        return Hit.page(
                LIST + list.id(),
                "list",
                matcher.anyhow(list.name()),
                list.description(),
                "/mailinglist/" + list.id() + "/view.action");
    }

    private static Hit target(Target target, Matcher matcher) {
        return Hit.page(
                TARGET + target.id(),
                "target",
                matcher.anyhow(target.name()),
                target.description(),
                "/target/" + target.id() + "/view.action");
    }

    private static <T> List<T> ids(List<String> keys, String prefix, Function<String, T> number) {
        return keys.stream()
                .filter(key -> key.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .filter(id -> id.matches("[0-9]{1,9}"))
                .map(number)
                .toList();
    }
}
