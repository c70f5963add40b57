package org.openemm.subscription;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.database.Transaction;
import org.openemm.uid.MalformedUid;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;
import org.openemm.uid.UnverifiedUid;

/**
 * Signed texts that stand for a request: UIDs without a mailing, whose prefix is {@code confirm-}
 * and the number of the request. A UID of a mailing is none of them, and they are none of a
 * mailing.
 */
final class Tokens {
    private static final Pattern PREFIX = Pattern.compile("confirm-([1-9]\\d{0,9})");

    private Tokens() {}

    /** What a genuine token is about. */
    record Claim(int companyId, long requestId, long customerId) {}

    private record Key(String secret, int oldestVersion) {}

    static String write(Transaction tx, Request request, Instant now) {
        Key key =
                key(tx, request.companyId())
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "Company %d has no key"
                                                        .formatted(request.companyId())));
        return UidCodec.encode(
                new Uid(
                        request.companyId(),
                        0,
                        0,
                        request.customerId(),
                        now.getEpochSecond(),
                        0,
                        '\0',
                        0,
                        "confirm-" + request.id()),
                key.secret());
    }

    /** Number of the request that a UID stands for; empty for a UID of anything else. */
    static OptionalLong request(Uid uid) {
        Matcher prefix = PREFIX.matcher(uid.prefix());
        return prefix.matches() && uid.mailing() == 0
                ? OptionalLong.of(Long.parseLong(prefix.group(1)))
                : OptionalLong.empty();
    }

    static Optional<Claim> verify(Transaction tx, String token) {
        try {
            UnverifiedUid unverified = UidCodec.decode(token);
            OptionalLong request = request(unverified.uid());
            return request.isEmpty()
                    ? Optional.empty()
                    : key(tx, unverified.uid().company())
                            .filter(key -> unverified.version() >= key.oldestVersion())
                            .filter(key -> unverified.verify(key.secret()))
                            .map(key -> claim(unverified.uid(), request.getAsLong()));
        } catch (MalformedUid e) {
            return Optional.empty();
        }
    }

    static Claim claim(Uid uid, long request) {
        return new Claim(uid.company(), request, uid.recipient());
    }

    private static Optional<Key> key(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT secret_key, uid_version FROM company_tbl
                         WHERE company_id = :company AND status = 'active'
                           AND COALESCE(secret_key, '') <> ''
                        """)
                .bind("company", companyId)
                .map((row, context) -> new Key(row.getString(1), row.getInt(2)))
                .findOne();
    }
}
