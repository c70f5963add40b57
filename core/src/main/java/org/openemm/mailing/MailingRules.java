package org.openemm.mailing;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openemm.InvalidInput;
import org.openemm.InvalidInput.Problem;
import org.openemm.account.Actor;
import org.openemm.content.AddressList;
import org.openemm.content.MediaParameters;
import org.openemm.content.NamedAddress;
import org.openemm.database.Transaction;
import org.openemm.mailinglist.Mailinglists;

/** What a mailing's settings must fulfil to be saved (limits of the browser screens). */
final class MailingRules {
    static final int NAME_MIN = 3;
    static final int NAME_MAX = 99;
    static final int DESCRIPTION_MAX = 500;
    static final int SUBJECT_MIN = 2;
    static final int SUBJECT_MAX = 1000;
    static final int PERSON_MAX = 255;
    static final int EXPRESSION_MAX = 1000;

    /** TIMESTAMP columns begin in 1970 and end in January 2038. */
    private static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2038-01-01T00:00:00Z");

    /** TEXT column of mailing_mt_tbl, bytes. */
    private static final int PARAMETERS_MAX = 65_535;

    private static final Pattern EXPRESSION = Pattern.compile("[0-9&|!() ]*");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

    private final List<Problem> problems = new ArrayList<>();

    private MailingRules() {}

    /**
     * @throws InvalidInput with everything that is wrong
     */
    static void check(Transaction tx, Actor actor, boolean template, MailingDraft draft) {
        MailingRules rules = new MailingRules();
        rules.base(draft);
        rules.email(draft.email());
        rules.references(tx, actor, template, draft);
        if (!rules.problems.isEmpty()) {
            throw new InvalidInput(rules.problems);
        }
    }

    private void base(MailingDraft draft) {
        length("name", draft.name().strip(), NAME_MIN, NAME_MAX);
        length("description", draft.description(), 0, DESCRIPTION_MAX);
        if (!EXPRESSION.matcher(draft.targetExpression()).matches()
                || draft.targetExpression().length() > EXPRESSION_MAX) {
            add("targetExpression", "mailing.error.targetExpression");
        }
        if (draft.planDate() != null
                && (draft.planDate().isBefore(EARLIEST) || draft.planDate().isAfter(LATEST))) {
            add("planDate", "mailing.error.planDate");
        }
    }

    private void email(EmailSettings email) {
        length("subject", email.subject().strip(), SUBJECT_MIN, SUBJECT_MAX);
        length("preheader", email.preheader(), 0, SUBJECT_MAX);
        oneLine("subject", email.subject());
        oneLine("preheader", email.preheader());
        address("from", email.from(), true);
        address("reply", email.reply(), false);
        address("envelope", new NamedAddress("", email.envelope()), false);
        blindCopies(email.bcc());
        if (!isCharset(email.charset())) {
            add("charset", "mailing.error.charset", email.charset());
        }
        if (email.linefeed() < 0 || email.linefeed() > 998) {
            add("linefeed", "mailing.error.linefeed");
        }
        if (email.write(MediaParameters.none()).format().length() * 4 > PARAMETERS_MAX) {
            add("", "mailing.error.settingsTooLong");
        }
    }

    /** Addresses alone, without names and tags: they are the same for every recipient. */
    private void blindCopies(String given) {
        // Checked before it is taken apart, where a line break would only divide two addresses.
        oneLine("bcc", given);
        List<String> addresses = AddressList.parse(given);
        if (addresses.size() > EmailSettings.MAX_BCC) {
            add("bcc", "mailing.error.manyCopies", EmailSettings.MAX_BCC, addresses.size());
        }
        addresses.stream()
                .filter(
                        address ->
                                address.contains("[")
                                        || address.length() > PERSON_MAX
                                        || !SenderAddress.isPossible(address))
                .findFirst()
                .ifPresent(
                        address ->
                                add("bcc", "mailing.error.address", SenderAddress.shown(address)));
    }

    private void references(Transaction tx, Actor actor, boolean template, MailingDraft draft) {
        boolean listNeeded = !template || draft.mailinglistId() != 0;
        if (!actor.usesList(draft.mailinglistId())) {
            add("mailinglistId", "mailing.error.closedList");
        } else if (listNeeded && !Mailinglists.exists(tx, actor, draft.mailinglistId())) {
            add("mailinglistId", "mailing.error.mailinglist");
        }
        if (draft.type() == MailingType.FOLLOW_UP
                && !MailingStore.mailingExists(tx, actor, draft.email().followUp().mailingId())) {
            add("followUp", "mailing.error.followUp");
        }
        for (int target : TargetExpression.ids(draft.targetExpression())) {
            if (!MailingStore.targetExists(tx, actor, target)) {
                add("targetExpression", "mailing.error.target", target);
            }
        }
    }

    private void address(String field, NamedAddress given, boolean required) {
        length(field + "Name", given.name(), 0, PERSON_MAX);
        oneLine(field + "Name", given.name());
        if (given.address().isEmpty()) {
            if (required) {
                add(field, "mailing.error.addressMissing");
            } else if (!given.name().isEmpty()) {
                add(field, "mailing.error.addressForName");
            }
        } else if (!SenderAddress.isPossible(given.address())) {
            add(field, "mailing.error.address", SenderAddress.shown(given.address()));
        }
    }

    private void length(String field, String text, int min, int max) {
        int length = text.codePointCount(0, text.length());
        if (length < min) {
            add(field, "mailing.error.tooShort", min);
        } else if (length > max) {
            add(field, "mailing.error.tooLong", max, length);
        }
    }

    /** A line break in a header would let anybody add headers of their own. */
    private void oneLine(String field, String text) {
        if (CONTROL.matcher(text).find()) {
            add(field, "mailing.error.lineBreak");
        }
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void add(String field, String key, Object... arguments) {
        problems.add(new Problem(field, key, arguments));
    }
}
