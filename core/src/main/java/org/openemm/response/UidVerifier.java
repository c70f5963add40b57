package org.openemm.response;

import java.util.Optional;
import org.openemm.uid.Uid;

/** Says whether a text is a UID that one of our companies signed. */
@FunctionalInterface
public interface UidVerifier {
    /**
     * @param uidText what looks like a UID; anything may stand there
     * @return the genuine UID with its company; empty for a forged or damaged one. Never throws for
     *     what the text says.
     */
    Optional<Uid> verify(String uidText);
}
