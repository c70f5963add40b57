package org.openemm.rendering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openemm.uid.Uid;
import org.openemm.uid.UidWriter;

/**
 * The different UIDs of a mailing. Each is computed at most once per mail, however often it stands
 * in headers, text and HTML.
 */
final class UidSlots {
    private final MailingSnapshot snapshot;
    private final Map<Atom.UidRef, Integer> slots = new LinkedHashMap<>();

    UidSlots(MailingSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Number of the slot for a reference; only while compiling. */
    int slot(Atom.UidRef ref) {
        return slots.computeIfAbsent(ref, key -> slots.size());
    }

    /** Everything but recipient, options and link. */
    Uid run(Atom.UidRef ref) {
        char statusField = snapshot.run().statusField();
        return new Uid(
                snapshot.tenant().companyId(),
                snapshot.tenant().licence(),
                snapshot.run().mailingId(),
                0,
                snapshot.run().sendDate().getEpochSecond(),
                0,
                ref.withStatus() && statusField != 'W' ? statusField : 0,
                0,
                ref.prefix());
    }

    /** Working memory for one thread. */
    Values values() {
        return new Values(this);
    }

    /** The UIDs of the current recipient. */
    static final class Values {
        private final Atom.UidRef[] refs;
        private final UidWriter[] writers;
        private final byte[][] texts;
        private final int[] lengths;
        private long recipient;
        private long customer;
        private int options;

        private Values(UidSlots slots) {
            refs = slots.slots.keySet().toArray(new Atom.UidRef[0]);
            writers = new UidWriter[refs.length];
            texts = new byte[refs.length][];
            lengths = new int[refs.length];
            List<Uid> runs = new ArrayList<>();
            List<UidWriter> known = new ArrayList<>();
            for (int i = 0; i < refs.length; i++) {
                Uid run = slots.run(refs[i]);
                if (!runs.contains(run)) {
                    runs.add(run);
                    known.add(new UidWriter(run, slots.snapshot.tenant().secretKey()));
                }
                writers[i] = known.get(runs.indexOf(run));
                texts[i] = new byte[writers[i].maxLength()];
            }
        }

        void start(RecipientRow row) {
            recipient = row.uidRecipient();
            customer = row.customerId();
            options = row.uidOptions();
            Arrays.fill(lengths, 0);
        }

        /** The text of a slot; {@link #length} bytes of it count. */
        byte[] text(int slot) {
            if (lengths[slot] == 0) {
                Atom.UidRef ref = refs[slot];
                lengths[slot] =
                        writers[slot].write(
                                ref.withStatus() ? customer : recipient,
                                options | ref.options(),
                                ref.url(),
                                texts[slot],
                                0);
            }
            return texts[slot];
        }

        int length(int slot) {
            return lengths[slot];
        }
    }
}
