package org.openemm.dkim;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys made ready for signing, opened once for a mailing. Immutable and thread-safe. */
public final class DkimSigning {
    private static final Logger LOG = LoggerFactory.getLogger(DkimSigning.class);

    private final List<Ready> keys;
    private final Clock clock;

    private DkimSigning(List<Ready> keys, Clock clock) {
        this.keys = List.copyOf(keys);
        this.clock = clock;
    }

    /** A key with what is the same in all its signatures. */
    record Ready(PrivateDkimKey key, SignatureTags tags) {}

    /** Keys that cannot be used are told to the log; mails then go out without their signature. */
    public static DkimSigning of(List<SigningKey> keys, KeyBox box, Clock clock) {
        List<Ready> ready = new ArrayList<>();
        for (SigningKey key : keys) {
            try {
                PrivateDkimKey opened = box.open(key.domain(), key.selector(), key.key());
                ready.add(new Ready(opened, new SignatureTags(key, opened.type())));
            } catch (UnreadableKey e) {
                LOG.warn("{} cannot be used, mails go out without it: {}", key, e.getMessage());
            }
        }
        return new DkimSigning(ready, clock);
    }

    /** Nothing to sign with. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Signs one mail after the other; for one thread. */
    public DkimSigner signer() {
        try {
            return new DkimSigner(keys, clock);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
