package org.openemm.response;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openemm.response.Headers.Header;
import org.openemm.uid.Uid;

/**
 * Finds the UID that a mail is about: in Message-ID, References and the like, in List-Unsubscribe
 * and links, at every level of the mail, also where a mail server quoted it in pieces. The genuine
 * one that occurs most often wins, because a person may have pasted a second newsletter.
 */
final class UidSearch {
    /** Length of a signature, the last part of every UID. */
    private static final int SIGNATURE = 86;

    private static final int SHORTEST = SIGNATURE + 4;
    private static final int LONGEST = 512;
    private static final int MAX_DIFFERENT = 400;
    private static final String UNSUBSCRIBE = "unsubscribe:";

    private final UidVerifier verifier;

    /** Texts that look like UIDs, and how often they occur. */
    private final Map<String, Integer> candidates = new LinkedHashMap<>();

    private boolean copy;

    private UidSearch(UidVerifier verifier) {
        this.verifier = verifier;
    }

    /** Whom the mail is about; empty when it is about a copy for an archive (BCC). */
    static Optional<Uid> in(IncomingMail mail, UidVerifier verifier) {
        UidSearch search = new UidSearch(verifier);
        search.collect(mail.root());
        return search.copy ? Optional.empty() : search.mostFrequent();
    }

    /** The UID of a subject {@code unsubscribe:<uid>}; empty when it has none or a forged one. */
    static Optional<Uid> inUnsubscribe(String subject, UidVerifier verifier) {
        int at = unsubscribe(subject);
        if (at < 0) {
            return Optional.empty();
        }
        UidSearch search = new UidSearch(verifier);
        String rest = subject.substring(at);
        search.collect(rest);
        // Folded within the UID, which leaves a blank in it.
        search.collect(rest.replace(" ", ""));
        return search.mostFrequent();
    }

    /** Position behind the word that unsubscribes, -1 when the subject is not such a wish. */
    static int unsubscribe(String subject) {
        int at = subject.toLowerCase(Locale.ROOT).indexOf(UNSUBSCRIBE);
        return at < 0 ? -1 : at + UNSUBSCRIBE.length();
    }

    private void collect(Part part) {
        for (Header header : part.headers().all()) {
            collect(header.value());
        }
        if (part.type().name().startsWith("text/") || part.type().name().startsWith("message/")) {
            if (part.children().isEmpty()) {
                collect(unwrapped(part.text()));
            }
        }
        part.children().forEach(this::collect);
    }

    /** Puts pieces together that quoted-printable separated in a mail quoted as it was sent. */
    private static String unwrapped(String text) {
        return text.contains("=\n") ? text.replace("=\n> ", "").replace("=\n", "") : text;
    }

    private void collect(String text) {
        int length = text.length();
        int from = 0;
        while (from < length) {
            if (!isToken(text.charAt(from))) {
                from++;
                continue;
            }
            int to = from + 1;
            while (to < length && isToken(text.charAt(to))) {
                to++;
            }
            if (to - from >= SHORTEST && to - from <= LONGEST) {
                candidate(text, from, to);
            }
            from = to;
        }
    }

    private void candidate(String text, int from, int to) {
        int start = from;
        // An address within an address: uid%3DF.ha..., %2FF.ha..., or =3D left by a mail server.
        boolean escaped = from > 0 && text.charAt(from - 1) == '%';
        if (escaped || from > 0 && text.charAt(from - 1) == '=' && isEquals(text, from)) {
            start += 2;
        }
        int end = signatureEnd(text, start, to);
        if (end < 0) {
            return;
        }
        String uid = text.substring(start, end);
        if (isCopy(uid)) {
            copy = true;
        }
        if (candidates.containsKey(uid) || candidates.size() < MAX_DIFFERENT) {
            candidates.merge(uid, 1, Integer::sum);
        }
    }

    private static boolean isEquals(String text, int at) {
        return text.charAt(at) == '3' && (text.charAt(at + 1) | 0x20) == 'd';
    }

    /** Where the part of exactly 86 characters ends that makes it a UID; -1 without one. */
    private static int signatureEnd(String text, int start, int to) {
        int part = start;
        for (int i = start; i <= to; i++) {
            if (i == to || text.charAt(i) == '.') {
                if (i - part == SIGNATURE && part > start) {
                    return i;
                }
                part = i + 1;
            }
        }
        return -1;
    }

    /** Message-IDs of copies begin with V, a number and a hyphen. */
    private static boolean isCopy(String uid) {
        if (uid.charAt(0) != 'V') {
            return false;
        }
        int i = 1;
        while (i < uid.length() && uid.charAt(i) >= '0' && uid.charAt(i) <= '9') {
            i++;
        }
        return i > 1 && i < uid.length() && uid.charAt(i) == '-';
    }

    private Optional<Uid> mostFrequent() {
        Map<Uid, Integer> counts = new HashMap<>();
        Map<Uid, Uid> clearest = new HashMap<>();
        Uid best = null;
        for (Map.Entry<String, Integer> candidate : candidates.entrySet()) {
            Optional<Uid> verified = verifier.verify(candidate.getKey());
            if (verified.isEmpty()) {
                continue;
            }
            Uid uid = verified.get();
            Uid whom = Uid.of(uid.company(), uid.mailing(), uid.recipient(), 0, 0, 0);
            int count = counts.merge(whom, candidate.getValue(), Integer::sum);
            // Only Message-IDs tell tests from real mails.
            clearest.merge(whom, uid, (first, next) -> first.statusField() != 0 ? first : next);
            if (best == null || count > counts.get(best)) {
                best = whom;
            }
        }
        return Optional.ofNullable(best).map(clearest::get);
    }

    private static boolean isToken(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
