package org.openemm.backend.mailloop;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is accepted as what: the lines of {@code var/lib/bav.conf}. Each is an address or {@code
 * @domain}, white space, and one of {@code accept:<parameters>}, {@code alias:<address>}, {@code
 * reject} and {@code tempfail}. Case does not matter; of two lines for one address the first
 * counts. Immutable.
 */
final class AddressBook {
    private static final Logger LOG = LoggerFactory.getLogger(AddressBook.class);

    private final Map<String, String> entries;
    private final Set<String> domains;

    private AddressBook(Map<String, String> entries) {
        this.entries = Map.copyOf(entries);
        Set<String> known = new HashSet<>();
        entries.keySet().forEach(address -> known.add(domain(address)));
        domains = Set.copyOf(known);
    }

    /** What becomes of an address. */
    enum Kind {
        /** Taken in by us. */
        ACCEPTED,
        /** Of a domain that is ours, but nobody has it. */
        UNKNOWN,
        /** Of a domain that is none of ours. */
        FOREIGN,
        /** Not now. */
        LATER
    }

    /**
     * @param parameters of an accepted address, e.g. {@code rid=7,cid=1}
     */
    record Answer(Kind kind, String parameters) {}

    /** Lines that cannot be read are told of and passed over. */
    static AddressBook parse(String text) {
        Map<String, String> entries = new HashMap<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(
                        line -> {
                            String[] parts = line.split("\\s+", 2);
                            if (parts.length == 2 && parts[0].indexOf('@') >= 0) {
                                entries.putIfAbsent(
                                        parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
                            } else {
                                LOG.warn("Line of filter addresses passed over: {}", line);
                            }
                        });
        return new AddressBook(entries);
    }

    /** Nobody is known: everything is somebody else's. */
    static AddressBook empty() {
        return new AddressBook(Map.of());
    }

    Answer lookUp(String address) {
        String wanted = address.toLowerCase(Locale.ROOT);
        Answer own = answer(entries.get(wanted), true);
        if (own == null) {
            own = answer(entries.get("@" + domain(wanted)), true);
        }
        if (own != null) {
            return own;
        }
        return new Answer(domains.contains(domain(wanted)) ? Kind.UNKNOWN : Kind.FOREIGN, "");
    }

    /** The address that accepts: an alias is followed once, any other address is its own. */
    String canonical(String address) {
        String entry = entries.getOrDefault(address.toLowerCase(Locale.ROOT), "");
        return entry.startsWith("alias:") ? entry.substring(6).strip() : address;
    }

    private Answer answer(String entry, boolean follow) {
        if (entry == null) {
            return null;
        }
        int colon = entry.indexOf(':');
        String verb = (colon < 0 ? entry : entry.substring(0, colon)).toLowerCase(Locale.ROOT);
        String rest = colon < 0 ? "" : entry.substring(colon + 1).strip();
        return switch (verb) {
            case "accept" -> new Answer(Kind.ACCEPTED, rest);
            case "tempfail" -> new Answer(Kind.LATER, "");
            case "alias" -> {
                Answer aim =
                        follow ? answer(entries.get(rest.toLowerCase(Locale.ROOT)), false) : null;
                yield aim == null ? new Answer(Kind.UNKNOWN, "") : aim;
            }
            default -> new Answer(Kind.UNKNOWN, "");
        };
    }

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
