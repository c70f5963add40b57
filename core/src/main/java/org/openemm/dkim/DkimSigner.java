package org.openemm.dkim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * DKIM signatures (RFC 6376): header relaxed, body simple. The body is hashed where it lies, once
 * for all keys; nothing of a mail becomes a text in between. Not thread-safe.
 */
public final class DkimSigner {
    private static final byte[] NAME = "DKIM-Signature: ".getBytes(US_ASCII);
    private static final byte[] SIGNED_NAME = "dkim-signature:".getBytes(US_ASCII);
    private static final byte[] NAMES = ";\r\n h=".getBytes(US_ASCII);
    private static final byte[] BODY = ";\r\n bh=".getBytes(US_ASCII);
    private static final byte[] SIGNATURE = ";\r\n b=".getBytes(US_ASCII);
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] FOLD = {'\r', '\n', ' '};
    private static final int NAMES_COLUMN = 3;
    private static final int LINE = 72;

    private final List<DkimSigning.Ready> keys;
    private final Signature[] signatures;
    private final Clock clock;
    private final MessageDigest digest = MessageDigest.getInstance("SHA-256");
    private final Base64.Encoder base64 = Base64.getEncoder();
    private final CoveredHeader header = new CoveredHeader();
    private byte[] out = new byte[2048];
    private int length;
    private byte[] plain = new byte[1024];

    DkimSigner(List<DkimSigning.Ready> keys, Clock clock) throws GeneralSecurityException {
        this.keys = keys;
        this.clock = clock;
        signatures = new Signature[keys.size()];
        for (int i = 0; i < signatures.length; i++) {
            signatures[i] = NativeCrypto.signature(keys.get(i).key());
        }
    }

    /**
     * The DKIM-Signature headers for a mail.
     *
     * @param mail buffer that holds the mail; is not changed
     * @param from where the header starts, after generated lines that are not signed
     * @param to end of the mail
     * @return one header with its CR LF for each key
     */
    public byte[] sign(byte[] mail, int from, int to) {
        int body = header.read(mail, from, to, NAMES_COLUMN);
        byte[] bodyHash = base64.encode(bodyHash(mail, body, to));
        byte[] time = Long.toString(clock.instant().getEpochSecond()).getBytes(US_ASCII);
        length = 0;
        try {
            for (int i = 0; i < signatures.length; i++) {
                add(i, time, bodyHash);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return Arrays.copyOf(out, length);
    }

    private void add(int index, byte[] time, byte[] bodyHash) throws GeneralSecurityException {
        DkimSigning.Ready key = keys.get(index);
        append(NAME, NAME.length);
        int tags = length;
        append(key.tags().begin());
        append(time, time.length);
        append(NAMES, NAMES.length);
        append(header.names(), header.namesLength());
        append(BODY, BODY.length);
        append(bodyHash, bodyHash.length);
        append(SIGNATURE, SIGNATURE.length);
        byte[] signature = base64.encode(signature(index, tags));
        for (int at = 0; at < signature.length; at += LINE) {
            if (at > 0) {
                append(FOLD, FOLD.length);
            }
            append(Arrays.copyOfRange(signature, at, Math.min(signature.length, at + LINE)));
        }
        append(LINE_END, LINE_END.length);
    }

    private byte[] signature(int index, int tags) throws GeneralSecurityException {
        int plainLength = unfolded(tags);
        Signature signature = signatures[index];
        if (keys.get(index).key().type() == KeyType.ED25519) {
            // RFC 8463: Ed25519 signs the hash.
            digest.update(header.text(), 0, header.length());
            digest.update(SIGNED_NAME);
            digest.update(plain, 0, plainLength);
            signature.update(digest.digest());
        } else {
            signature.update(header.text(), 0, header.length());
            signature.update(SIGNED_NAME);
            signature.update(plain, 0, plainLength);
        }
        return signature.sign();
    }

    /** Folds stand before single blanks only: without CR and LF the relaxed form is left. */
    private int unfolded(int from) {
        if (plain.length < length - from) {
            plain = new byte[length - from];
        }
        int at = 0;
        for (int i = from; i < length; i++) {
            byte b = out[i];
            if (b != '\r' && b != '\n') {
                plain[at++] = b;
            }
        }
        return at;
    }

    /** Simple form: empty lines at the end do not count, an empty body is one line end. */
    private byte[] bodyHash(byte[] mail, int from, int to) {
        int end = to;
        while (end - 4 >= from
                && mail[end - 4] == '\r'
                && mail[end - 3] == '\n'
                && mail[end - 2] == '\r'
                && mail[end - 1] == '\n') {
            end -= 2;
        }
        if (end - from == 2 && mail[from] == '\r' && mail[from + 1] == '\n') {
            end = from;
        }
        digest.update(mail, from, end - from);
        if (end == from || mail[end - 1] != '\n') {
            digest.update(LINE_END);
        }
        return digest.digest();
    }

    private void append(byte[] bytes) {
        append(bytes, bytes.length);
    }

    private void append(byte[] bytes, int count) {
        if (out.length - length < count) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, length + count));
        }
        System.arraycopy(bytes, 0, out, length, count);
        length += count;
    }
}
