package org.openemm.bouncecheck;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.openemm.config.Machine;
import org.openemm.config.SystemCfg;

/** The name of the machine that mails come from: forth and back again in DNS. */
final class SenderChecks {
    private static final String CHECK = "ptr";
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");

    private final SystemCfg settings;
    private final NameServer dns;
    private final Machine machine;

    SenderChecks(SystemCfg settings, NameServer dns, Machine machine) {
        this.settings = settings;
        this.dns = dns;
        this.machine = machine;
    }

    CheckResult run() {
        String host = settings.get("OPENEMM_SMTP_HOST", "smtp-host").orElse("").strip();
        if (host.isEmpty()) {
            return CheckResult.good(CHECK, "mailbox");
        }
        if (!HERE.contains(host) && !host.equalsIgnoreCase(machine.fqdn())) {
            return CheckResult.good(CHECK, "relay", host);
        }
        try {
            return judge(machine.fqdn(), dns.addresses(machine.fqdn()));
        } catch (IOException e) {
            return CheckResult.warning(
                    CHECK, "unknown", machine.fqdn(), String.valueOf(e.getMessage()));
        }
    }

    private CheckResult judge(String name, List<String> addresses) throws IOException {
        if (addresses.isEmpty()) {
            return CheckResult.warning(CHECK, "nameless", name);
        }
        for (String address : addresses) {
            if (isPrivate(address)) {
                return CheckResult.good(CHECK, "private", name, address);
            }
            List<String> names = dns.names(address);
            if (names.isEmpty()) {
                return CheckResult.warning(CHECK, "missing", name, address, Dns.reverse(address));
            }
            if (names.stream().noneMatch(name::equalsIgnoreCase)) {
                return CheckResult.warning(
                        CHECK, "other", name, address, Dns.reverse(address), names.get(0));
            }
        }
        return CheckResult.good(CHECK, "good", name, String.join(", ", addresses));
    }

    private static boolean isPrivate(String address) {
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed.isLoopbackAddress()
                    || parsed.isSiteLocalAddress()
                    || parsed.isLinkLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
