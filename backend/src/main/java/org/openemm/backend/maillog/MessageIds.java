package org.openemm.backend.maillog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openemm.database.Database;
import org.openemm.uid.MalformedUid;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;
import org.openemm.uid.UnverifiedUid;

/** Reads Message-IDs of our mails; others, forged ones and those of blind copies mean nothing. */
final class MessageIds {
    /** Two letters, the first not v, and the start of the package. */
    private static final Pattern OURS =
            Pattern.compile("[a-uw-zA-UW-Z][a-zA-Z]\\d{14}_\\d+[0-9A-Za-z]*\\..*");

    /** After so long new companies and keys are seen. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private record Key(String secret, int oldestVersion) {}

    private final Database database;
    private final Clock clock;
    private Map<Integer, Key> keys = Map.of();
    private Instant read = Instant.EPOCH;

    MessageIds(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param number tells this mail from others of the mailing to the recipient; never 0
     */
    record Ours(Uid uid, long number) {}

    /**
     * @param messageId without angle brackets
     */
    Optional<Ours> read(String messageId) {
        int at = messageId.lastIndexOf('@');
        String local = at < 0 ? messageId : messageId.substring(0, at);
        if (!OURS.matcher(local).matches()) {
            return Optional.empty();
        }
        try {
            UnverifiedUid claim = UidCodec.decode(local);
            Key key = key(claim.uid().company());
            boolean genuine =
                    key != null
                            && claim.version() >= key.oldestVersion()
                            && claim.verify(key.secret());
            boolean complete = claim.uid().mailing() > 0 && claim.uid().recipient() > 0;
            return genuine && complete
                    ? Optional.of(new Ours(claim.uid(), number(local)))
                    : Optional.empty();
        } catch (MalformedUid e) {
            return Optional.empty();
        }
    }

    private Key key(int company) {
        Instant now = clock.instant();
        if (Duration.between(read, now).compareTo(FRESH) > 0) {
            Map<Integer, Key> fresh = new HashMap<>();
            database.run(
                    tx ->
                            tx.sql()
                                    .createQuery(
                                            """
                                            SELECT company_id, secret_key, COALESCE(uid_version, 0)
                                              FROM company_tbl WHERE COALESCE(secret_key, '') != ''
                                            """)
                                    .map(
                                            (row, context) ->
                                                    Map.entry(
                                                            row.getInt(1),
                                                            new Key(
                                                                    row.getString(2),
                                                                    row.getInt(3))))
                                    .forEach(entry -> fresh.put(entry.getKey(), entry.getValue())));
            keys = fresh;
            read = now;
        }
        return keys.get(company);
    }

    private static long number(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            long number = ByteBuffer.wrap(hash).getLong();
            return number == 0 ? 1 : number;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
