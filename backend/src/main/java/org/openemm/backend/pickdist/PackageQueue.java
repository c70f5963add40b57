package org.openemm.backend.pickdist;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.openemm.backend.pickdist.PackageRun.Picked;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.PackageReader;
import org.openemm.backend.spool.PackageReader.Receiver;
import org.openemm.backend.spool.ResumeRecord;
import org.openemm.backend.xmlback.MailTemplate;

/**
 * Who of a package is to get a mail, one after the other: those who came back, copies of mails that
 * were taken over, then the next of the file. Receivers whose domains take no more at the moment
 * are set aside, so that those behind them need not wait; of a package with very many of them the
 * rest is left behind in the file. Not thread-safe.
 */
final class PackageQueue implements Closeable {
    /** Bounds memory. */
    static final int MAX_ASIDE = 2000;

    /** Bounds the time others wait while this one looks for somebody who may go. */
    private static final int MAX_LOOKED_AT = 500;

    private final PackageName name;
    private final PackageReader reader;
    private final ResumeRecord resume;
    private final MailTemplate template;
    private final LaneSettings settings;
    private final Clock clock;
    private final Deque<Receiver> returned = new ArrayDeque<>();
    private final Deque<Receiver> copies = new ArrayDeque<>();
    private final SetAside aside = new SetAside();
    private final Leftovers leftovers = new Leftovers();
    private boolean exhausted;

    /** The next receiver is the first of the run. */
    private boolean isFirst;

    PackageQueue(
            PackageName name,
            PackageReader reader,
            ResumeRecord resume,
            MailTemplate template,
            LaneSettings settings,
            Clock clock) {
        this.name = name;
        this.reader = reader;
        this.resume = resume;
        this.template = template;
        this.settings = settings;
        this.clock = clock;
        isFirst = name.block() == 1;
    }

    /**
     * The next receiver without a mail who may get one now; null when there is none.
     *
     * @throws IOException when the package cannot be read
     */
    Picked next(RouteLimits limits) throws IOException {
        Picked picked = aside.take(name.kind().isSingle());
        if (picked == null && !returned.isEmpty()) {
            picked = new Picked(returned.poll(), null);
        }
        if (picked == null) {
            picked = fromCopies(limits);
        }
        return picked == null ? fromFile(limits) : picked;
    }

    private Picked fromCopies(RouteLimits limits) throws IOException {
        while (!copies.isEmpty()) {
            Picked picked = offer(copies.poll(), limits);
            if (picked != null) {
                return picked;
            }
        }
        return null;
    }

    private Picked fromFile(RouteLimits limits) throws IOException {
        for (int looked = 0; !exhausted && looked < MAX_LOOKED_AT; looked++) {
            Receiver read = reader.next();
            if (read == null) {
                exhausted = true;
                continue;
            }
            if (isFirst) {
                isFirst = false;
                addCopies(read, template.samples());
            }
            Picked picked = null;
            if (!resume.contains(read.mail())) {
                picked = offer(read, limits);
            } else if (resume.wasAccepted(read.mail())) {
                addCopies(read);
            }
            if (picked == null) {
                picked = fromCopies(limits);
            }
            if (picked != null) {
                return picked;
            }
        }
        return null;
    }

    /** Null: it has to wait. */
    private Picked offer(Receiver receiver, RouteLimits limits) throws IOException {
        if (waits(receiver)) {
            return null;
        }
        DomainLimit limit =
                limits.hasGroups(name.companyId())
                        ? limits.of(name.companyId(), domain(receiver))
                        : null;
        if (limit == null || limit.tryEnter(name.kind().isSingle())) {
            return new Picked(receiver, limit);
        }
        if (aside.count() < MAX_ASIDE) {
            aside.put(receiver, limit);
        } else {
            leftovers.left(limit);
        }
        return null;
    }

    private String domain(Receiver receiver) throws IOException {
        return receiver.copy() == 0
                ? template.domain(receiver.customerId(), receiver.row())
                : template.copyDomain(receiver.copy());
    }

    /** The receiver's mail was taken over: the copies of it may follow. */
    void addCopies(Receiver receiver) {
        addCopies(receiver, template.copies());
    }

    private void addCopies(Receiver receiver, List<Integer> numbers) {
        for (int number : numbers) {
            Receiver copy = receiver.copied(number);
            if (!resume.contains(copy.mail())) {
                copies.add(copy);
            }
        }
    }

    /** Put off by the server not long ago. */
    private boolean waits(Receiver receiver) {
        ResumeRecord.Deferral deferral = resume.deferral(receiver.mail()).orElse(null);
        if (deferral == null) {
            return false;
        }
        long wait = settings.wait(deferral.attempts()).toMillis();
        // Those that are nearly due go along: else the package were opened for each of them.
        if (clock.millis() >= deferral.at() + wait - wait / 4) {
            return false;
        }
        leftovers.deferred(deferral.answer(), deferral.at() + wait);
        return true;
    }

    /** The receiver got no mail yet: it comes before others. */
    void putBack(Receiver receiver, DomainLimit limit) {
        if (limit == null) {
            returned.add(receiver);
        } else {
            aside.putFirst(receiver, limit);
        }
    }

    /** The server put a mail off: it is for when the package is opened again. */
    void deferred(String answer, long until) {
        leftovers.deferred(answer, until);
    }

    /** Those set aside stay in the file, for when the package is opened again. */
    void leaveBehind() {
        aside.addTo(leftovers);
        aside.clear();
    }

    /** Nothing is to be handed out any more. */
    boolean isEmpty() {
        return isExhausted() && aside.count() == 0;
    }

    /** All that is left waits for its domains. */
    boolean isHeld() {
        return isExhausted() && aside.count() > 0;
    }

    private boolean isExhausted() {
        return exhausted && returned.isEmpty() && copies.isEmpty();
    }

    /** Nobody was put off or left behind. */
    boolean nobodyLeft() {
        return leftovers.isEmpty();
    }

    /** Who waits for what, at this moment. */
    Leftovers leftovers() {
        Leftovers all = leftovers.copy();
        aside.addTo(all);
        return all;
    }

    int asideCount() {
        return aside.count();
    }

    int asideFor(DomainLimit limit) {
        return aside.count(limit);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
