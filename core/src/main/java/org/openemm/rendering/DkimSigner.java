package org.openemm.rendering;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DKIM signatures (RFC 6376): rsa-sha256, header relaxed, body simple. Signs every header line but
 * those that mail servers change or that say who gets a blind copy.
 */
final class DkimSigner implements MailSigner {
    private static final Logger LOG = LoggerFactory.getLogger(DkimSigner.class);
    private static final int LINE = 72;
    private static final Set<String> UNSIGNED =
            Set.of(
                    "return-path",
                    "received",
                    "comments",
                    "keywords",
                    "bcc",
                    "resent-bcc",
                    "dkim-signature");

    private final MailingSnapshot.Dkim key;
    private final PrivateKey privateKey;
    private final Clock clock;

    private DkimSigner(MailingSnapshot.Dkim key, PrivateKey privateKey, Clock clock) {
        this.key = key;
        this.privateKey = privateKey;
        this.clock = clock;
    }

    /** Null when the key cannot be used: mails then go out unsigned. */
    static MailSigner of(MailingSnapshot.Dkim key, Clock clock) {
        try {
            return new DkimSigner(key, RsaKey.parse(key.privateKey()), clock);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            LOG.warn("{} cannot be used, mails stay unsigned: {}", key, e.getMessage());
            return null;
        }
    }

    /** A header line in relaxed form. */
    private record Line(String name, String relaxed) {}

    @Override
    public byte[] sign(byte[] mail, int from, int to) {
        int body = endOfHeader(mail, from, to);
        List<Line> lines = lines(new String(mail, from, body - from, StandardCharsets.ISO_8859_1));
        StringBuilder names = new StringBuilder();
        StringBuilder signed = new StringBuilder();
        for (Line line : lines) {
            names.append(names.isEmpty() ? "" : ":").append(line.name());
            signed.append(line.relaxed()).append("\r\n");
        }
        String tags =
                "v=1; a=rsa-sha256; c=relaxed/simple; d="
                        + key.domain()
                        + "; s="
                        + key.selector()
                        + "; t="
                        + clock.instant().getEpochSecond()
                        + (key.identity().isEmpty() ? "" : "; i=" + identity())
                        + "; h="
                        + names
                        + "; bh="
                        + bodyHash(mail, Math.min(to, body + 2), to)
                        + "; b=";
        signed.append("dkim-signature:").append(tags);
        String signature = signature(signed.toString());
        return folded("DKIM-Signature: " + tags, signature).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The sender's address, in the characters that may stand there. */
    private String identity() {
        StringBuilder quoted = new StringBuilder();
        for (byte b : key.identity().getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > ' ' && b < 0x7f && b != ';' && b != '=';
            quoted.append(plain ? String.valueOf((char) b) : String.format("=%02X", b & 0xff));
        }
        return quoted.toString();
    }

    /** Where the empty line between header and body starts. */
    private static int endOfHeader(byte[] mail, int from, int to) {
        for (int at = from; at + 3 < to; at++) {
            if (mail[at] == '\r'
                    && mail[at + 1] == '\n'
                    && mail[at + 2] == '\r'
                    && mail[at + 3] == '\n') {
                return at + 2;
            }
        }
        return to;
    }

    private static List<Line> lines(String header) {
        List<Line> lines = new ArrayList<>();
        for (String line : header.replaceAll("\r\n[ \t]+", " ").split("\r\n")) {
            int colon = line.indexOf(':');
            String name =
                    colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && !UNSIGNED.contains(name)) {
                String value = line.substring(colon + 1).replaceAll("[ \t]+", " ").strip();
                lines.add(new Line(name, name + ":" + value));
            }
        }
        return lines;
    }

    /** Simple form: empty lines at the end do not count, an empty body is one line end. */
    private static String bodyHash(byte[] mail, int from, int to) {
        int end = to;
        while (end - 4 >= from
                && mail[end - 4] == '\r'
                && mail[end - 3] == '\n'
                && mail[end - 2] == '\r'
                && mail[end - 1] == '\n') {
            end -= 2;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(mail, from, Math.max(0, end - from));
            if (end <= from) {
                digest.update(new byte[] {'\r', '\n'});
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signature(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(privateKey);
            signature.update(text.getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Folds behind the blanks that were signed as single blanks, and inside the signature. */
    private static String folded(String tags, String signature) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (String word : tags.split(" ")) {
            if (column > 0 && column + 1 + word.length() > LINE) {
                out.append("\r\n");
                column = 0;
            }
            out.append(out.isEmpty() ? "" : " ").append(word);
            column += 1 + word.length();
        }
        for (int at = 0; at < signature.length(); at += LINE) {
            out.append("\r\n ").append(signature, at, Math.min(signature.length(), at + LINE));
        }
        return out.append("\r\n").toString();
    }
}
