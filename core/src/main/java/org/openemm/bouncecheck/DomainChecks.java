package org.openemm.bouncecheck;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openemm.config.Machine;
import org.openemm.database.Database;
import org.openemm.mailloop.FilterDirectory;

/** The domain that bounces come to, and the filters that take them. */
final class DomainChecks {
    private static final String DOMAIN = "domain";
    private static final String MX = "mx";

    private final Database database;
    private final FilterDirectory directory;
    private final NameServer dns;
    private final Machine machine;

    DomainChecks(Database database, FilterDirectory directory, NameServer dns, Machine machine) {
        this.database = database;
        this.directory = directory;
        this.dns = dns;
        this.machine = machine;
    }

    List<CheckResult> run(int company) {
        List<CheckResult> results = new ArrayList<>();
        long filters =
                directory.read().filters().stream()
                        .filter(filter -> filter.companyId() == company)
                        .count();
        results.add(
                filters == 0
                        ? CheckResult.problem("filter", "none")
                        : CheckResult.good("filter", "good", filters));
        String domain = domain(company);
        if (domain.isEmpty()) {
            results.add(CheckResult.problem(DOMAIN, "missing"));
            return results;
        }
        if (domain.indexOf('.') < 0 || domain.endsWith(".localhost")) {
            results.add(CheckResult.problem(DOMAIN, "local", domain));
            return results;
        }
        results.add(
                domain.equalsIgnoreCase(machine.fqdn())
                        ? CheckResult.warning(DOMAIN, "same", domain)
                        : CheckResult.good(DOMAIN, "good", domain));
        results.add(mx(domain));
        return results;
    }

    private String domain(int company) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT COALESCE(TRIM(mailloop_domain), '') FROM company_tbl
                                         WHERE company_id = :company
                                        """)
                                .bind("company", company)
                                .mapTo(String.class)
                                .findOne()
                                .orElse("")
                                .toLowerCase(Locale.ROOT));
    }

    private CheckResult mx(String domain) {
        try {
            List<String> hosts = dns.mailHosts(domain);
            if (hosts.isEmpty()) {
                List<String> addresses = dns.addresses(domain);
                return addresses.isEmpty()
                        ? CheckResult.problem(MX, "none", domain, machine.fqdn())
                        : CheckResult.warning(
                                MX, "address", domain, machine.fqdn(), addresses.get(0));
            }
            List<String> addresses = new ArrayList<>();
            for (String host : hosts) {
                addresses.addAll(dns.addresses(host));
            }
            String names = String.join(", ", hosts);
            if (addresses.isEmpty()) {
                return CheckResult.problem(MX, "nohost", domain, names);
            }
            boolean here =
                    hosts.stream().anyMatch(host -> host.equalsIgnoreCase(machine.fqdn()))
                            || addresses.stream().anyMatch(DomainChecks::isOurs);
            return here
                    ? CheckResult.good(MX, "good", domain, names)
                    : CheckResult.warning(
                            MX, "elsewhere", domain, names, String.join(", ", addresses));
        } catch (IOException e) {
            return CheckResult.warning(MX, "unknown", domain, String.valueOf(e.getMessage()));
        }
    }

    /** Whether a network card of this machine has the address. */
    private static boolean isOurs(String address) {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }
}
