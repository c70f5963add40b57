package org.openemm.web.recipient;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openemm.contact.Contacts;
import org.openemm.contact.Summary;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.Bindings;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.Recipients;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;

/**
 * A recipient at a glance, the head of all pages about one.
 *
 * @param lists names of mailing lists by what the recipient is in them
 * @param summary null for users who may not see what recipients did
 */
public record RecipientHead(
        Recipient recipient, Map<BindingStatus, List<String>> lists, Summary summary) {

    /** Number of lists in any status. */
    public int listCount() {
        return lists.values().stream().mapToInt(List::size).sum();
    }

    /** Whether the person must not be tracked. */
    public boolean hasVeto() {
        return recipient.text("sys_tracking_veto").equals("1");
    }

    /** The pages about one recipient. */
    enum Page {
        PROFILE,
        CONTACTS,
        CHANGES,
        BOUNCES
    }

    static List<Tab> tabs(Ui ui, long id, Page page) {
        String base = "/recipient/" + id;
        if (!ui.may("recipient.history")) {
            return List.of();
        }
        return List.of(
                new Tab(ui.t("recipient.tab.profile"), base + "/view.action", page == Page.PROFILE),
                new Tab(
                        ui.t("recipient.tab.contacts"),
                        base + "/contactHistory.action",
                        page == Page.CONTACTS),
                new Tab(
                        ui.t("recipient.tab.changes"),
                        base + "/statusChangesHistory.action",
                        page == Page.CHANGES),
                new Tab(
                        ui.t("recipient.tab.bounces"),
                        base + "/bounces.action",
                        page == Page.BOUNCES));
    }

    /** Where heads come from. */
    record Source(
            Recipients recipients,
            Bindings bindings,
            Mailinglists mailinglists,
            Contacts contacts) {
        RecipientHead of(Ui ui, long id) {
            Recipient recipient = recipients.get(ui.actor(), id);
            Map<Integer, String> names =
                    mailinglists.all(ui.actor()).stream()
                            .collect(Collectors.toMap(Mailinglist::id, Mailinglist::name));
            Map<BindingStatus, List<String>> lists = new TreeMap<>();
            for (Binding binding : bindings.of(ui.actor(), id)) {
                if (binding.mediatype() == Binding.EMAIL) {
                    lists.computeIfAbsent(binding.status(), status -> new ArrayList<>())
                            .add(names.getOrDefault(binding.mailinglistId(), ""));
                }
            }
            return new RecipientHead(
                    recipient,
                    lists,
                    ui.may("recipient.history") ? contacts.summary(ui.actor(), id) : null);
        }
    }
}
