package org.openemm.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.openemm.account.Actor;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailing.Mailings;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;

/** Changes the settings of a mailing: what is not named stays. */
final class MailingChange {
    /** Groups joined by and or or, as the editor of target groups makes them. */
    private static final Pattern EXPRESSION =
            Pattern.compile("\\s*(\\d{1,10}(\\s*[&|]\\s*\\d{1,10})*)?\\s*");

    private static final Set<String> KNOWN =
            Set.of(
                    "shortname",
                    "description",
                    "mailinglist_id",
                    "mailinglist_shortname",
                    "mailingtype",
                    "mailing_content_type",
                    "subject",
                    "preHeader",
                    "sender_address",
                    "sender_fullname",
                    "reply_address",
                    "reply_fullname",
                    "target_expression",
                    "is_template",
                    "open_action_id",
                    "click_action_id",
                    "campaign_id",
                    "parameters");

    private final Mailings mailings;
    private final Mailinglists lists;

    MailingChange(Mailings mailings, Mailinglists lists) {
        this.mailings = mailings;
        this.lists = lists;
    }

    Object change(Call call) {
        Fields fields = call.fields(KNOWN).orElseThrow(() -> Refusal.bad("Missing request data"));
        Mailing mailing = mailings.get(Grants.with(call.actor(), "mailing.show"), call.id(0));
        requireUnused(fields, mailing);
        MailingDraft draft = base(fields, mailing.settings(), call.actor());
        mailings.update(
                call.actor(),
                mailing.id(),
                draft.withEmail(email(fields, draft.email())),
                mailing.version());
        return "1 mailing updated";
    }

    /** What mailings cannot have here, and what cannot change. */
    private static void requireUnused(Fields fields, Mailing mailing) {
        for (String name : List.of("open_action_id", "click_action_id", "campaign_id")) {
            if (fields.choice(name).orElse(0) != 0) {
                throw Refusal.bad("Invalid value for '" + name + "': there is no such object");
            }
        }
        if (fields.node("parameters").filter(list -> !isEmptyList(list)).isPresent()) {
            throw Refusal.bad("Invalid value for 'parameters': only an empty list is possible");
        }
        if (fields.flag("is_template").orElse(mailing.template()) != mailing.template()) {
            throw Refusal.bad("A mailing cannot become a template, nor a template a mailing");
        }
    }

    private static boolean isEmptyList(JsonNode node) {
        return node.isArray() && node.isEmpty();
    }

    private MailingDraft base(Fields fields, MailingDraft old, Actor actor) {
        return new MailingDraft(
                fields.label("shortname").orElse(old.name()),
                fields.label("description").orElse(old.description()),
                list(fields, old.mailinglistId(), actor),
                old.templateId(),
                fields.text("mailingtype").map(MailingWords::type).orElse(old.type()),
                fields.text("target_expression")
                        .map(MailingChange::expression)
                        .orElse(old.targetExpression()),
                old.needsTarget(),
                old.archived(),
                fields.text("mailing_content_type")
                        .map(MailingChange::isTransactional)
                        .orElse(old.transactional()),
                old.planDate(),
                old.email());
    }

    private int list(Fields fields, int old, Actor actor) {
        if (fields.has("mailinglist_id") && fields.has("mailinglist_shortname")) {
            throw Refusal.bad("Give either mailinglist_id or mailinglist_shortname");
        }
        if (fields.has("mailinglist_shortname")) {
            String name = fields.text("mailinglist_shortname").orElseThrow();
            List<Mailinglist> found =
                    lists.all(actor).stream().filter(list -> list.name().equals(name)).toList();
            if (found.size() != 1) {
                throw Refusal.bad(
                        (found.isEmpty() ? "Unknown" : "Ambiguous")
                                + " mailinglist_shortname: "
                                + Fields.shown(name));
            }
            return found.get(0).id();
        }
        return fields.integer("mailinglist_id").orElse(old);
    }

    private static String expression(String text) {
        if (!EXPRESSION.matcher(text).matches()) {
            throw Refusal.bad("Invalid target_expression: ids joined by & or | are expected");
        }
        return text.strip();
    }

    private static boolean isTransactional(String word) {
        return switch (word) {
            case "advertising" -> false;
            case "transaction" -> true;
            default ->
                    throw Refusal.bad(
                            "Invalid mailing_content_type: expected advertising or transaction");
        };
    }

    private static EmailSettings email(Fields fields, EmailSettings old) {
        return old.withSubject(fields.text("subject").orElse(old.subject()))
                .withPreheader(fields.text("preHeader").orElse(old.preheader()))
                .withFrom(address(fields, "sender", old.from()))
                .withReply(address(fields, "reply", old.reply()));
    }

    private static NamedAddress address(Fields fields, String who, NamedAddress old) {
        return new NamedAddress(
                fields.text(who + "_fullname").orElse(old.name()),
                fields.text(who + "_address").orElse(old.address()));
    }
}
