package org.openemm.mailloop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which addresses take mail, and as what: the content of bav.conf, relay.domains and
 * transport.maps. Immutable. Addresses ignore case.
 *
 * <p>Each filter has {@code aml_<rid>} and {@code reply_<rid>} at the filter domain; at the domain
 * of its company they stand for those, as its own addresses do. {@code fbl} at every domain takes
 * complaints. Everything at the name of this machine is left to it.
 */
public final class FilterAddresses {
    private static final String ACCEPT = "accept:";
    private static final String ALIAS = "alias:";

    private final Map<String, String> lines = new LinkedHashMap<>();
    private final Set<String> domains = new TreeSet<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param filters in the order in which they win over each other
     * @param companyDomains filter domains of the companies; those without one are missing
     * @param filterDomain where every filter has its first addresses; empty: at its company's only
     * @param fqdn name of this machine; empty for none
     * @param ownLines lines as in bav.conf that an administrator adds; none that is there wins
     */
    public FilterAddresses(
            Collection<Filter> filters,
            Map<Integer, String> companyDomains,
            String filterDomain,
            String fqdn,
            Collection<String> ownLines) {
        String first = domain(filterDomain);
        String machine = domain(fqdn);
        if (!machine.isEmpty()) {
            lines.put("@" + machine, ACCEPT + Acceptance.as(Acceptance.LOCAL).parameters());
        }
        complaints(first, companyDomains.values());
        for (Filter filter : filters) {
            String own = domain(companyDomains.getOrDefault(filter.companyId(), ""));
            generated(filter, first.isEmpty() ? own : first, own);
        }
        for (Filter filter : filters) {
            String own = domain(companyDomains.getOrDefault(filter.companyId(), ""));
            individual(filter, first.isEmpty() ? own : first);
        }
        ownLines.forEach(this::ownLine);
        if (domains.contains(machine)) {
            warnings.add(
                    "The filter domain "
                            + machine
                            + " is the name of this machine; it needs a name of its own");
        }
    }

    /** What happens to a mail to this address, which may stand in angle brackets. */
    public Verdict lookup(String recipient) {
        String address = address(recipient);
        String domain = address.substring(address.lastIndexOf('@') + 1);
        String found = lines.getOrDefault(address, lines.get("@" + domain));
        if (found != null && found.startsWith(ALIAS)) {
            String alias = found.substring(ALIAS.length());
            String target = lines.get(alias);
            if (target != null && target.startsWith(ACCEPT)) {
                return new Verdict(Verdict.Kind.ALIAS, acceptance(target), alias);
            }
            found = null;
        }
        if (found != null) {
            return new Verdict(Verdict.Kind.ACCEPT, acceptance(found), "");
        }
        return domains.contains(domain)
                ? new Verdict(Verdict.Kind.REJECT, null, "")
                : new Verdict(Verdict.Kind.RELAY, Acceptance.as(Acceptance.RELAY), "");
    }

    /** Whether mails to this domain come to us. */
    public boolean isOurDomain(String name) {
        return domains.contains(domain(name));
    }

    /** Whether somebody has the address already. */
    public boolean isTaken(String address) {
        return lines.containsKey(address(address));
    }

    /** Lines {@code address TAB accept:<parameters>} or {@code address TAB alias:<address>}. */
    public String bavConf() {
        return text(lines.entrySet().stream().map(line -> line.getKey() + "\t" + line.getValue()));
    }

    /** Lines {@code domain TAB dummy}. */
    public String relayDomains() {
        return text(relayed().map(domain -> domain + "\tdummy"));
    }

    /** Lines {@code domain TAB mailloop:}. */
    public String transportMaps() {
        return text(relayed().map(domain -> domain + "\tmailloop:"));
    }

    /** What was left out, and why; in English, for the log. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Reserved local parts: {@code reply_<n>}, {@code aml_<n>}, {@code fbl}. */
    public static boolean isReserved(String localPart) {
        return localPart.toLowerCase(Locale.ROOT).matches("(reply|aml)_\\d+|fbl");
    }

    private void complaints(String first, Collection<String> companyDomains) {
        Set<String> all = new TreeSet<>();
        companyDomains.stream().map(FilterAddresses::domain).forEach(all::add);
        all.remove("");
        String main = first.isEmpty() ? all.stream().findFirst().orElse("") : first;
        if (main.isEmpty()) {
            return;
        }
        lines.put("fbl@" + main, ACCEPT + Acceptance.as(Acceptance.FBL).parameters());
        domains.add(main);
        all.remove(main);
        for (String domain : all) {
            lines.put("fbl@" + domain, ALIAS + "fbl@" + main);
            domains.add(domain);
        }
    }

    private void generated(Filter filter, String main, String own) {
        if (main.isEmpty()) {
            return;
        }
        domains.add(main);
        for (String prefix : List.of("aml_", "reply_")) {
            String local = prefix + filter.id();
            lines.put(local + "@" + main, ACCEPT + Acceptance.of(filter).parameters());
            if (!own.isEmpty() && !own.equals(main)) {
                lines.put(local + "@" + own, ALIAS + local + "@" + main);
            }
        }
    }

    private void individual(Filter filter, String main) {
        for (String typed : filter.settings().addresses()) {
            String address = address(typed);
            int at = address.lastIndexOf('@');
            if (at < 1 || at == address.length() - 1) {
                warnings.add("Filter " + filter.id() + ": \"" + address + "\" is no address");
            } else if (isReserved(address.substring(0, at))) {
                warnings.add("Filter " + filter.id() + ": " + address + " is reserved");
            } else if (lines.containsKey(address)) {
                warnings.add(
                        "Filter "
                                + filter.id()
                                + ": "
                                + address
                                + " belongs to another filter already");
            } else {
                lines.put(
                        address,
                        main.isEmpty()
                                ? ACCEPT + Acceptance.of(filter).parameters()
                                : ALIAS + "aml_" + filter.id() + "@" + main);
                domains.add(address.substring(at + 1));
            }
        }
    }

    private void ownLine(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        String[] parts = text.split("\\s+", 2);
        boolean known = parts.length == 2 && parts[1].matches("(?i)(alias|accept):.+");
        if (!known) {
            warnings.add("Not understood: " + text);
        } else if (lines.containsKey(address(parts[0]))) {
            warnings.add(address(parts[0]) + " is there already: " + text);
        } else {
            int colon = parts[1].indexOf(':') + 1;
            String kind = parts[1].substring(0, colon).toLowerCase(Locale.ROOT);
            String value = parts[1].substring(colon);
            lines.put(address(parts[0]), kind + (kind.equals(ALIAS) ? address(value) : value));
        }
    }

    /**
     * A domain without a dot names this machine at most: other mail servers must not relay to it.
     */
    private Stream<String> relayed() {
        return domains.stream().filter(domain -> domain.indexOf('.') > 0);
    }

    private static Acceptance acceptance(String line) {
        return Acceptance.parse(line.substring(ACCEPT.length()));
    }

    private static String text(Stream<String> lines) {
        return lines.map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String address(String text) {
        String address = text == null ? "" : text.strip();
        if (address.startsWith("<") && address.endsWith(">")) {
            address = address.substring(1, address.length() - 1);
        }
        return address.toLowerCase(Locale.ROOT);
    }

    private static String domain(String text) {
        String domain = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    }
}
