package org.openemm.bouncecheck;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.config.Home;
import org.openemm.config.Machine;

/** Postfix: there, running, reachable, and with the lines of the guide in main.cf and master.cf. */
final class PostfixChecks {
    private static final int CHROOT = 4;
    private static final int COMMAND = 7;
    private static final String ROOT = "root";
    private static final String LOOPBACK = "127.0.0.1";

    private final Home home;
    private final Postfix postfix;
    private final MailPort port;
    private final Machine machine;
    private final String transport;

    /**
     * @param transport how messages reach us, {@code mailloop:} or {@code lmtp:...}
     */
    PostfixChecks(Home home, Postfix postfix, MailPort port, Machine machine, String transport) {
        this.home = home;
        this.postfix = postfix;
        this.port = port;
        this.machine = machine;
        this.transport = transport;
    }

    List<CheckResult> run(Optional<Map<String, String>> mainCf) {
        List<CheckResult> results = new ArrayList<>();
        if (mainCf.isEmpty()) {
            results.add(CheckResult.problem("postfix", "missing"));
            return results;
        }
        boolean running = port.answers(LOOPBACK);
        results.add(
                running
                        ? CheckResult.good(
                                "postfix", "good", mainCf.get().getOrDefault("mail_version", "?"))
                        : CheckResult.problem("postfix", "stopped"));
        if (running) {
            results.add(reachable(mainCf.get()));
        }
        String run = home.varRun().toString();
        results.add(line(mainCf.get(), "relay_domains", "hash:" + run + "/relay.domains"));
        results.add(line(mainCf.get(), "transport_maps", "hash:" + run + "/transport.maps"));
        results.add(line(mainCf.get(), "smtpd_milters", "unix:" + run + "/bav.sock"));
        results.add(chroot(mainCf.get()));
        if (transport.startsWith("mailloop:")) {
            results.add(service());
        }
        return results;
    }

    /** Only from here; whether a firewall stands before it is seen from outside only. */
    private CheckResult reachable(Map<String, String> mainCf) {
        String interfaces = mainCf.getOrDefault("inet_interfaces", "");
        if (interfaces.equals("loopback-only") || interfaces.equals("localhost")) {
            return CheckResult.problem("port", "loopback", interfaces);
        }
        return port.answers(machine.fqdn())
                ? CheckResult.good("port", "good", machine.fqdn())
                : CheckResult.warning("port", "closed", machine.fqdn());
    }

    /** Kinds of databases differ (hash, lmdb, texthash), the file does not. */
    private CheckResult line(Map<String, String> mainCf, String key, String wanted) {
        String value = mainCf.getOrDefault(key, "");
        String file = wanted.substring(wanted.indexOf(':') + 1);
        boolean byPort = key.equals("smtpd_milters") && value.contains("inet:");
        if (value.contains(":" + file) || byPort) {
            return CheckResult.good(key, "good", value);
        }
        String line = key + " = " + wanted;
        return value.isEmpty()
                ? CheckResult.problem(key, "missing", line)
                : CheckResult.problem(key, "other", line, value);
    }

    /** In its jail Postfix looks for the socket below its queue directory. */
    private CheckResult chroot(Map<String, String> mainCf) {
        if (mainCf.getOrDefault("smtpd_milters", "").contains("inet:")) {
            return CheckResult.good("chroot", "port");
        }
        List<String> smtp = postfix.service("smtp/inet");
        String jailed = smtp.size() > CHROOT ? smtp.get(CHROOT) : "n";
        Path socket = home.varRun().resolve("bav.sock");
        if (!jailed.equals("y")) {
            return CheckResult.good("chroot", "good");
        }
        String queue = mainCf.getOrDefault("queue_directory", "/var/spool/postfix");
        Path inside = Path.of(queue + socket);
        return Files.exists(inside)
                ? CheckResult.good("chroot", "inside", inside.toString())
                : CheckResult.problem("chroot", "jailed", inside.toString(), queue);
    }

    private CheckResult service() {
        List<String> mailloop = postfix.service("mailloop/unix");
        String rc = home.lib().resolve("bav.rc").toString();
        boolean missing = mailloop.size() <= COMMAND || !mailloop.get(COMMAND).equals("pipe");
        if (missing ? machine.user().equals(ROOT) : mailloop.contains("user=" + ROOT)) {
            // Postfix starts no program as root (pipe(8)).
            return CheckResult.problem(
                    "service", "root", "lmtp:unix:" + home.varRun().resolve("lmtp.sock"));
        }
        if (missing) {
            return CheckResult.problem("service", "missing", machine.user(), rc);
        }
        Optional<String> program =
                mailloop.stream()
                        .filter(word -> word.startsWith("argv="))
                        .map(word -> word.substring("argv=".length()))
                        .findFirst();
        if (program.isPresent() && !Files.isExecutable(Path.of(program.get()))) {
            return CheckResult.problem("service", "program", program.get());
        }
        if (!mailloop.contains(rc)) {
            return CheckResult.problem("service", "other", String.join(" ", mailloop), rc);
        }
        return Files.isReadable(Path.of(rc))
                ? CheckResult.good("service", "good")
                : CheckResult.problem("service", "rc", rc);
    }
}
