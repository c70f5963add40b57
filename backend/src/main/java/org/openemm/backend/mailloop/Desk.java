package org.openemm.backend.mailloop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.openemm.bounce.Bounce;
import org.openemm.bounce.Bounces;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.mailloop.Acceptance;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.MessageKind;
import org.openemm.mailloop.Messages;
import org.openemm.response.Finding;
import org.openemm.subscription.DoubleOptIn;
import org.openemm.uid.Uid;

/**
 * Does what follows from messages, in one transaction with the note that it was done: each message
 * has its effect exactly once, whatever is killed when. Thread-safe.
 */
final class Desk {
    private final Database database;
    private final Messages messages;
    private final Bounces bounces;
    private final Subscriptions subscriptions;
    private final AutomaticAnswers answers;

    Desk(
            Database database,
            Messages messages,
            Bounces bounces,
            Subscriptions subscriptions,
            AutomaticAnswers answers) {
        this.database = database;
        this.messages = messages;
        this.bounces = bounces;
        this.subscriptions = subscriptions;
        this.answers = answers;
    }

    /**
     * What came of a message.
     *
     * @param deeds empty when everything was done in a life before
     */
    record Result(Letter letter, List<Deed> deeds) {}

    /** Whether all was done with it in a life before. */
    boolean isDone(String spoolName) {
        return database.inTransaction(tx -> messages.isKept(tx, spoolName));
    }

    /**
     * Does everything for these messages, or nothing.
     *
     * @param forwarded what was done before, outside of the database, by name in the spool
     */
    List<Result> book(List<Letter> letters, Map<String, Deed> forwarded) {
        return database.inTransaction(
                tx -> {
                    List<Result> results = new ArrayList<>();
                    List<Bounce> toBook = new ArrayList<>();
                    for (Letter letter : letters) {
                        results.add(
                                new Result(
                                        letter,
                                        book(
                                                tx,
                                                letter,
                                                Optional.ofNullable(
                                                        forwarded.get(letter.taken().name())),
                                                toBook)));
                    }
                    bounces.record(tx, toBook);
                    return results;
                });
    }

    /** Notes that nothing could be done with a message. */
    void giveUp(IncomingSpool.Taken taken, byte[] raw, String reason) {
        Deed deed = Deed.failed("quarantine", reason);
        database.run(
                tx -> {
                    IncomingMessage message =
                            new IncomingMessage(
                                    0,
                                    taken.name(),
                                    0,
                                    0,
                                    taken.received(),
                                    MessageKind.SYSTEM,
                                    0,
                                    0,
                                    0,
                                    "",
                                    "",
                                    "",
                                    "",
                                    deed.action(),
                                    false,
                                    deed.remark(),
                                    raw.length);
                    if (messages.keep(tx, message, raw).isPresent()) {
                        messages.log(tx, message);
                    }
                });
    }

    private List<Deed> book(
            Transaction tx, Letter letter, Optional<Deed> forwarded, List<Bounce> toBook) {
        if (messages.isKept(tx, letter.taken().name())) {
            return List.of();
        }
        boolean known = isKnown(tx, letter.uid());
        List<Deed> deeds = deeds(tx, letter, known, forwarded);
        OptionalLong id = messages.keep(tx, message(letter, known, deeds), letter.raw());
        for (Deed deed : deeds) {
            messages.log(tx, message(letter, known, List.of(deed)));
        }
        if (id.isPresent() && known && isBounceToBook(letter)) {
            Uid uid = letter.uid().orElseThrow();
            toBook.add(
                    Bounce.mail(
                            uid.company(),
                            uid.mailing(),
                            uid.recipient(),
                            letter.finding().dsn(),
                            letter.finding().text(),
                            letter.taken().received(),
                            id.getAsLong()));
        }
        return deeds;
    }

    private List<Deed> deeds(
            Transaction tx, Letter letter, boolean known, Optional<Deed> forwarded) {
        Finding finding = letter.finding();
        if (Letter.isLoop(letter.mail())) {
            return List.of(Deed.failed("loop", "it has been here before"));
        }
        return switch (finding.kind()) {
            case BOUNCE -> List.of(bounce(letter, known));
            case COMPLAINT ->
                    List.of(
                            known
                                    ? subscriptions.complain(tx, letter.uid().orElseThrow())
                                    : unknown("complaint"));
            case UNSUBSCRIBE ->
                    List.of(
                            known
                                    ? subscriptions.unsubscribe(tx, letter.uid().orElseThrow())
                                    : unknown("unsubscribe"));
            case AUTO_REPLY, SYSTEM -> List.of(Deed.done(word(finding.action()), finding.rule()));
            case REPLY -> reply(tx, letter, forwarded);
        };
    }

    private static Deed bounce(Letter letter, boolean known) {
        Finding finding = letter.finding();
        String said = finding.text().isEmpty() ? finding.rule() : finding.text();
        if (!finding.isBookable()) {
            return Deed.done("bounce-unclear", said);
        }
        if (isTrial(letter.uid().orElseThrow())) {
            return Deed.done("bounce-of-trial", said);
        }
        if (DoubleOptIn.isToken(letter.uid().orElseThrow())) {
            return Deed.done("bounce-of-question", said);
        }
        return known ? Deed.done("bounce", finding.dsn() + " " + said) : unknown("bounce");
    }

    private List<Deed> reply(Transaction tx, Letter letter, Optional<Deed> forwarded) {
        List<Deed> deeds = new ArrayList<>();
        Acceptance filter = letter.acceptance().orElse(null);
        if (filter != null && filter.filterId() > 0) {
            forwarded.ifPresent(deeds::add);
            if (Consent.isGiven(letter)) {
                deeds.add(subscriptions.confirm(tx, letter));
            } else if (!Machines.wrote(letter.mail())) {
                if (filter.answerMailingId() > 0) {
                    deeds.add(answers.answer(tx, filter, letter.customerOfFilter()));
                }
                if (filter.mailinglistId() > 0 && !Consent.isAnswer(letter)) {
                    deeds.add(subscriptions.subscribe(tx, filter, letter));
                }
            }
        }
        return deeds.isEmpty() ? List.of(Deed.done("stored", "")) : deeds;
    }

    private static Deed unknown(String action) {
        return Deed.failed(action, "nobody we know: no signed address in it, or it is gone");
    }

    private static boolean isBounceToBook(Letter letter) {
        return letter.finding().isBookable()
                && !isTrial(letter.uid().orElseThrow())
                && !Letter.isLoop(letter.mail());
    }

    /** Mails of a trial say nothing about recipients. */
    private static boolean isTrial(Uid uid) {
        return uid.statusField() == 'A' || uid.statusField() == 'T';
    }

    /** Whether mailing and recipient of a signed address still exist. */
    private static boolean isKnown(Transaction tx, Optional<Uid> uid) {
        return uid.isPresent()
                && tx.sql()
                        .createQuery(
                                """
                                SELECT EXISTS (SELECT 1 FROM mailing_tbl
                                                WHERE mailing_id = :mailing AND company_id = :company)
                                   AND EXISTS (SELECT 1 FROM customer_<company>_tbl
                                                WHERE customer_id = :customer)
                                """)
                        .define("company", uid.get().company())
                        .bind("mailing", uid.get().mailing())
                        .bind("company", uid.get().company())
                        .bind("customer", uid.get().recipient())
                        .mapTo(Boolean.class)
                        .one();
    }

    private static IncomingMessage message(Letter letter, boolean known, List<Deed> deeds) {
        Finding finding = letter.finding();
        Optional<Uid> uid =
                letter.uid().filter(found -> known && found.company() == letter.companyId());
        return new IncomingMessage(
                0,
                letter.taken().name(),
                letter.companyId(),
                letter.rid(),
                letter.taken().received(),
                MessageKind.valueOf(finding.kind().name()),
                finding.dsn(),
                uid.map(Uid::mailing).orElse(0),
                uid.map(Uid::recipient).orElse(0L),
                letter.mail().from(),
                letter.addressee(),
                letter.mail().subject(),
                found(finding),
                deeds.get(0).action(),
                deeds.stream().allMatch(Deed::done),
                deeds.stream().map(Deed::remark).collect(Collectors.joining("; ")),
                letter.raw().length);
    }

    private static String found(Finding finding) {
        return finding.text().isEmpty()
                ? finding.rule()
                : finding.text() + " (" + finding.rule() + ")";
    }

    /** Fits into the column of actions. */
    private static String word(String action) {
        String word = action.isBlank() ? "stored" : action.strip();
        return word.substring(0, Math.min(32, word.length()));
    }
}
