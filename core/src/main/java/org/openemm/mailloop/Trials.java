package org.openemm.mailloop;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.notification.SystemMails;

/**
 * Messages to filter addresses, to see whether they come in: handed to the mail server like every
 * mail of the system, so that they come back the way that bounces and replies do. They say that
 * they are automatic: nobody is bothered with them.
 */
public final class Trials {
    /** After so long a message that has not come in is given up. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int RADIX = 36;
    private static final int RANDOM = 46_656;

    private final Database database;
    private final ActivityLog log;
    private final Filters filters;
    private final Messages messages;
    private final SystemMails mails;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Trials(
            Database database,
            ActivityLog log,
            Filters filters,
            Messages messages,
            SystemMails mails,
            Clock clock) {
        this.database = database;
        this.log = log;
        this.filters = filters;
        this.messages = messages;
        this.mails = mails;
        this.clock = clock;
    }

    /** How far a message is. */
    public enum State {
        UNDER_WAY,
        ARRIVED,
        LOST
    }

    /**
     * @param message that came in; empty before
     */
    public record Progress(State state, Optional<IncomingMessage> message) {}

    /**
     * Sends a message to an address of a filter of the company. Right: mailloop.change.
     *
     * @param text what it says, in the language of the user
     * @return its mark, by which {@link #progress} finds it
     * @throws InvalidInput an address without a filter, or when no mail server takes the message
     */
    public String send(Actor actor, String address, String subject, String text) {
        actor.require(Filters.RIGHT_CHANGE);
        Verdict verdict = filters.test(actor, address);
        int filter = verdict.isRefused() ? 0 : verdict.acceptance().filterId();
        if (filter == 0 || verdict.acceptance().companyId() != actor.companyId()) {
            throw new InvalidInput("address", "mailloop.error.trial.address");
        }
        String mark =
                Long.toString(clock.instant().getEpochSecond(), RADIX)
                        + Integer.toString(RANDOM + random.nextInt(RANDOM), RADIX);
        if (!mails.sendEachTime(address, subject + " " + mark, text)) {
            throw new InvalidInput("address", "mailloop.error.trial.away");
        }
        database.run(tx -> log.record(tx, actor, "test filter address", address));
        return mark;
    }

    /** Looks whether the message has come in. A mark that is none counts as lost. */
    public Progress progress(Actor actor, String mark) {
        if (!mark.matches("[0-9a-z]{8,14}")) {
            return new Progress(State.LOST, Optional.empty());
        }
        Optional<IncomingMessage> message =
                messages.page(actor, MessageQuery.all().containing(mark), 1, 1).messages().stream()
                        .findFirst();
        if (message.isPresent()) {
            return new Progress(State.ARRIVED, message);
        }
        Instant sent =
                Instant.ofEpochSecond(Long.parseLong(mark.substring(0, mark.length() - 4), RADIX));
        return new Progress(
                clock.instant().isAfter(sent.plus(PATIENCE)) ? State.LOST : State.UNDER_WAY,
                Optional.empty());
    }
}
