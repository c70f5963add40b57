package org.openemm.dkim;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the record in DNS fits a key.
 *
 * @param detail what was found instead, where that helps; at most 500 characters
 */
public record RecordCheck(State state, String detail, Instant at) {
    private static final int LONGEST_DETAIL = 500;

    /** What can be said about a record, each with a text of its own. */
    public enum State {
        FITS,
        /** It fits, and asks receivers to treat signed mails as unsigned ones (t=y). */
        TESTING,
        /** Receivers take no mails of domains below (t=s). */
        NOT_BELOW,
        MISSING,
        NO_ANSWER,
        /** TXT records, but none for DKIM. */
        OTHER_TEXT,
        SEVERAL,
        REVOKED,
        OTHER_ALGORITHM,
        OTHER_KEY,
        /** Cut off or torn, e.g. when a provider takes no long values. */
        DAMAGED,
        /** Hashes (h=) or services (s=) that leave our mails out. */
        RESTRICTED;

        /** Whether receivers can verify our signatures. */
        public boolean isGood() {
            return this == FITS || this == NOT_BELOW || this == TESTING;
        }
    }

    /** Asks DNS for the record that a key needs. */
    public static RecordCheck lookUp(
            TxtLookup dns, KeyName name, KeyType type, String publicText, Instant now) {
        try {
            return of(dns.records(name.record()), type, publicText, now);
        } catch (IOException e) {
            return noAnswer(e.getMessage(), now);
        }
    }

    /** Compares what DNS says with what it should say. */
    static RecordCheck of(List<String> records, KeyType type, String publicText, Instant now) {
        List<String> ours =
                records.stream()
                        .filter(record -> DnsRecord.tags(record).containsKey("p"))
                        .filter(
                                record ->
                                        DnsRecord.tags(record)
                                                .getOrDefault("v", "DKIM1")
                                                .equals("DKIM1"))
                        .toList();
        if (records.isEmpty()) {
            return new RecordCheck(State.MISSING, "", now);
        }
        if (ours.isEmpty()) {
            return found(State.OTHER_TEXT, records.get(0), now);
        }
        if (ours.size() > 1) {
            return found(State.SEVERAL, String.valueOf(ours.size()), now);
        }
        return of(DnsRecord.tags(ours.get(0)), type, publicText, now);
    }

    static RecordCheck noAnswer(String why, Instant now) {
        return found(State.NO_ANSWER, why == null ? "" : why, now);
    }

    /** As kept in the database; empty for a state that is not known any more. */
    static Optional<RecordCheck> stored(String state, String detail, Instant at) {
        return Arrays.stream(State.values())
                .filter(known -> known.name().equals(state))
                .findFirst()
                .map(known -> new RecordCheck(known, detail, at));
    }

    /** Key of the text, below {@code dkim.check.}. */
    public String key() {
        return state.name().toLowerCase(Locale.ROOT).replace("_", "");
    }

    private static RecordCheck of(
            Map<String, String> tags, KeyType type, String publicText, Instant now) {
        String published = tags.get("p").replaceAll("\\s", "");
        String algorithm = tags.getOrDefault("k", "rsa");
        if (published.isEmpty()) {
            return new RecordCheck(State.REVOKED, "", now);
        }
        if (!algorithm.equalsIgnoreCase(type.tag())) {
            return found(State.OTHER_ALGORITHM, algorithm, now);
        }
        if (!published.equals(publicText)) {
            boolean cut = published.length() < publicText.length();
            return cut && (publicText.startsWith(published) || publicText.endsWith(published))
                            || !published.matches("[A-Za-z0-9+/]+={0,2}")
                    ? found(State.DAMAGED, published, now)
                    : found(State.OTHER_KEY, published, now);
        }
        if (!lists(tags.getOrDefault("h", "sha256"), "sha256")) {
            return found(State.RESTRICTED, "h=" + tags.get("h"), now);
        }
        String services = tags.getOrDefault("s", "*");
        if (!lists(services, "*") && !lists(services, "email")) {
            return found(State.RESTRICTED, "s=" + services, now);
        }
        String flags = tags.getOrDefault("t", "");
        State state =
                lists(flags, "y")
                        ? State.TESTING
                        : lists(flags, "s") ? State.NOT_BELOW : State.FITS;
        return new RecordCheck(state, "", now);
    }

    private static boolean lists(String values, String value) {
        return Arrays.asList(values.toLowerCase(Locale.ROOT).split("[:\\s]+")).contains(value);
    }

    private static RecordCheck found(State state, String detail, Instant now) {
        return new RecordCheck(
                state, detail.substring(0, Math.min(LONGEST_DETAIL, detail.length())), now);
    }
}
