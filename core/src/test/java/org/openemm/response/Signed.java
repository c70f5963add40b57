package org.openemm.response;

import java.util.Optional;
import org.openemm.uid.MalformedUid;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;
import org.openemm.uid.UnverifiedUid;

/** The company that signed the mails of the tests. */
final class Signed {
    static final String SECRET = "abcdefghijklmnopqrstuvwxyz012345";

    private Signed() {}

    static Optional<Uid> verify(String text) {
        try {
            return Optional.of(UidCodec.decode(text))
                    .filter(unverified -> unverified.verify(SECRET))
                    .map(UnverifiedUid::uid);
        } catch (MalformedUid e) {
            return Optional.empty();
        }
    }
}
