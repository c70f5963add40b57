package org.openemm.backend.maillog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.bounce.Attempt;
import org.openemm.delivery.SendKind;

/**
 * Our mails in the queue of the mail server, and what a piece of the log changes in them. Changes
 * count when they are in the database: {@link #keep}; until then they can be forgotten.
 */
final class OpenMails {
    /** A mail of which nothing was heard for so long will not be heard of again. */
    static final Duration SILENCE = Duration.ofHours(25);

    private static final String EXPIRED = "4.4.7";

    private final MessageIds messageIds;
    private final Map<String, QueuedMail> stored = new HashMap<>();

    OpenMails(MessageIds messageIds, Collection<QueuedMail> stored) {
        this.messageIds = messageIds;
        stored.forEach(mail -> this.stored.put(mail.queueId(), mail));
    }

    /**
     * What a piece of the log says.
     *
     * @param changes of the queue: the mail, or empty when it is gone
     * @param lastLine time of the last line, null without any
     * @param lastMail time of the last line about one of our mails, null without any
     */
    record Piece(
            List<Outcome> outcomes,
            Map<String, Optional<QueuedMail>> changes,
            Instant lastLine,
            Instant lastMail) {}

    Piece read(List<String> lines, LogTime times) {
        Reading reading = new Reading();
        for (String line : lines) {
            Optional<LogTime.Stamp> stamp = times.at(line);
            if (stamp.isPresent()) {
                reading.lastLine = stamp.get().time();
                PostfixLine.parse(line, stamp.get().end())
                        .ifPresent(event -> reading.take(event, stamp.get().time()));
            }
        }
        reading.forgetSilent();
        return reading.piece();
    }

    /** The changes are in the database. */
    void keep(Piece piece) {
        piece.changes()
                .forEach(
                        (id, mail) -> {
                            if (mail.isPresent()) {
                                stored.put(id, mail.get());
                            } else {
                                stored.remove(id);
                            }
                        });
    }

    int count() {
        return stored.size();
    }

    private final class Reading {
        private final List<Outcome> outcomes = new ArrayList<>();
        private final Map<String, Optional<QueuedMail>> changes = new LinkedHashMap<>();
        private Instant lastLine;
        private Instant lastMail;

        void take(LogEvent event, Instant time) {
            if (event instanceof LogEvent.Arrived arrived) {
                arrive(arrived, time);
                return;
            }
            Optional<QueuedMail> found = find(event.queueId());
            if (found.isEmpty()) {
                return;
            }
            QueuedMail mail = found.get();
            lastMail = time;
            if (event instanceof LogEvent.Removed) {
                put(event.queueId(), Optional.empty());
            } else if (event instanceof LogEvent.Queued queued) {
                put(event.queueId(), Optional.of(mail.with(queued.recipients(), time)));
            } else if (event instanceof LogEvent.Expired expired) {
                outcomes.add(new Outcome(mail, expired(expired), time));
            } else if (event instanceof LogEvent.Tried tried) {
                outcomes.add(new Outcome(mail, tried, time));
                put(event.queueId(), Optional.of(mail.seen(time)));
            }
        }

        /** A queue id may come again with another mail. */
        private void arrive(LogEvent.Arrived arrived, Instant time) {
            Optional<QueuedMail> mail =
                    messageIds
                            .read(arrived.messageId())
                            .map(ours -> mail(arrived.queueId(), ours, time));
            if (mail.isPresent() || find(arrived.queueId()).isPresent()) {
                put(arrived.queueId(), mail);
            }
            if (mail.isPresent()) {
                lastMail = time;
            }
        }

        private QueuedMail mail(String queueId, MessageIds.Ours ours, Instant time) {
            char field = ours.uid().statusField();
            boolean trial = field == SendKind.ADMIN.code() || field == SendKind.TEST.code();
            return new QueuedMail(
                    queueId,
                    ours.uid().licence(),
                    ours.uid().company(),
                    ours.uid().mailing(),
                    ours.uid().recipient(),
                    ours.number(),
                    trial,
                    0,
                    time);
        }

        private Optional<QueuedMail> find(String queueId) {
            Optional<QueuedMail> changed = changes.get(queueId);
            return changed == null ? Optional.ofNullable(stored.get(queueId)) : changed;
        }

        private void put(String queueId, Optional<QueuedMail> mail) {
            if (mail.isEmpty() && !stored.containsKey(queueId)) {
                changes.remove(queueId);
            } else {
                changes.put(queueId, mail);
            }
        }

        /** Given up after its last deferral, which said why. */
        private LogEvent.Tried expired(LogEvent.Expired event) {
            return new LogEvent.Tried(
                    event.queueId(),
                    "",
                    "",
                    Attempt.State.BOUNCED,
                    EXPIRED,
                    "",
                    "delivery time expired",
                    Map.of("queue_id", event.queueId()));
        }

        void forgetSilent() {
            if (lastLine == null) {
                return;
            }
            Instant limit = lastLine.minus(SILENCE);
            stored.forEach(
                    (id, mail) -> {
                        if (mail.last().isBefore(limit)) {
                            changes.putIfAbsent(id, Optional.empty());
                        }
                    });
        }

        Piece piece() {
            return new Piece(outcomes, changes, lastLine, lastMail);
        }
    }
}
