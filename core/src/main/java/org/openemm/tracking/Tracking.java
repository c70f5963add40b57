package org.openemm.tracking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.profilefield.ProfileFields;
import org.openemm.tracking.TrackedMailing.TrackedLink;
import org.openemm.tracking.TrackingEvent.Kind;
import org.openemm.uid.MalformedUid;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;
import org.openemm.uid.UnverifiedUid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers clicks and openings. Needs no database for a mailing that was seen before: the event is
 * in the journal when the method returns, and comes into the database as soon as that is there.
 * Thread-safe.
 */
public final class Tracking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tracking.class);
    private static final long SEGMENT_SIZE = 64L << 20;

    /**
     * Longest time until an answered event is forced to disk, so that it survives a power failure
     * too.
     */
    public static final Duration DURABILITY_WINDOW = Duration.ofMillis(100);

    private final Clock clock;
    private final Journal journal;
    private final JournalWriter writer;
    private final TrackedMailings mailings;
    private final LinkTargets targets;

    private Tracking(
            Database database,
            ProfileFields fields,
            Home home,
            Clock clock,
            Duration durabilityWindow)
            throws IOException {
        this.clock = clock;
        journal = Journal.open(home.tracking(), SEGMENT_SIZE, durabilityWindow);
        writer = new JournalWriter(database, journal);
        mailings = new TrackedMailings(database, home.tracking().resolve("mailings"));
        targets = new LinkTargets(new ProfileReader(database, fields));
    }

    /**
     * Opens the journal of this home and starts to bring what it holds into the database.
     *
     * @throws IOException when another process uses the same journal
     */
    public static Tracking open(
            Database database,
            ProfileFields fields,
            Home home,
            Clock clock,
            Duration durabilityWindow)
            throws IOException {
        Tracking tracking = new Tracking(database, fields, home, clock, durabilityWindow);
        tracking.writer.start();
        return tracking;
    }

    /**
     * The target of a click; the click is in the journal. Empty when the UID is damaged, forged, of
     * an unknown mailing or link: then nothing is counted.
     *
     * @throws RuntimeException when the mailing was never seen and the database is away
     */
    public Optional<String> click(String uidText, Visit visit) {
        Optional<Verified> verified = verify(uidText);
        if (verified.isEmpty()) {
            return Optional.empty();
        }
        Uid uid = verified.get().uid();
        TrackedMailing mailing = verified.get().mailing();
        TrackedLink link = mailing.links().get(uid.url());
        if (link == null) {
            mailings.forget(mailing.companyId(), mailing.mailingId());
            mailing = mailings.find(mailing.companyId(), mailing.mailingId()).orElse(mailing);
            link = mailing.links().get(uid.url());
        }
        if (link == null) {
            return Optional.empty();
        }
        String target = targets.of(link, uid, uidText);
        record(Kind.CLICK, mailing, uid, visit);
        return Optional.of(target);
    }

    /** Counts an opening; false when the UID is damaged, forged or of an unknown mailing. */
    public boolean opening(String uidText, Visit visit) {
        Optional<Verified> verified = verify(uidText);
        verified.ifPresent(known -> record(Kind.OPENING, known.mailing(), known.uid(), visit));
        return verified.isPresent();
    }

    /**
     * The UID when its signature is right and its mailing is known; for opt-out and web view pages.
     */
    public Optional<Verified> verify(String uidText) {
        final UnverifiedUid unverified;
        try {
            unverified = UidCodec.decode(uidText);
        } catch (MalformedUid e) {
            return Optional.empty();
        }
        Uid uid = unverified.uid();
        return mailings.find(uid.company(), uid.mailing())
                .filter(mailing -> unverified.version() >= mailing.minimumUidVersion())
                .filter(mailing -> unverified.verify(mailing.secretKey()))
                .map(mailing -> new Verified(uid, mailing));
    }

    /** A genuine UID and its mailing. */
    public record Verified(Uid uid, TrackedMailing mailing) {}

    @Override
    public void close() throws IOException {
        writer.close();
        journal.close();
    }

    private void record(Kind kind, TrackedMailing mailing, Uid uid, Visit visit) {
        boolean hidden = uid.trackingVeto();
        // Links in copies of a mail belong to no recipient: whoever follows them counts not.
        boolean copied = uid.recipient() == 0 && !hidden;
        if (!visit.counted() || !mailing.active() || copied) {
            return;
        }
        try {
            journal.append(
                    new TrackingEvent(
                            kind,
                            mailing.companyId(),
                            mailing.mailingId(),
                            hidden ? 0 : uid.recipient(),
                            kind == Kind.CLICK ? uid.url() : 0,
                            clock.millis(),
                            hidden ? "" : visit.address(),
                            visit.userAgent()));
        } catch (UncheckedIOException e) {
            // The reader gets to the page even when the disk is full; that the event is lost must
            // be loud.
            LOG.error(
                    "{} of mailing {} could not be recorded: {}",
                    kind,
                    mailing.mailingId(),
                    e.getMessage());
        }
    }
}
