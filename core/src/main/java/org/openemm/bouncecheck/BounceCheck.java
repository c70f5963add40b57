package org.openemm.bouncecheck;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.config.Machine;
import org.openemm.config.SystemCfg;
import org.openemm.database.Database;
import org.openemm.mailloop.FilterDirectory;

/**
 * Looks at every step that a bounce takes, from the mail server to the rules, in the order in which
 * it takes them. Right: server.status. Takes seconds; never fails, what cannot be looked at is
 * said.
 */
public final class BounceCheck {
    /** Who may look. */
    public static final String RIGHT = "server.status";

    private final Database database;
    private final Home home;
    private final SystemCfg settings;
    private final FilterDirectory directory;
    private final Postfix postfix;
    private final NameServer dns;
    private final MailPort port;
    private final Machine machine;
    private final Clock clock;

    BounceCheck(
            Database database,
            Home home,
            SystemCfg settings,
            FilterDirectory directory,
            Postfix postfix,
            NameServer dns,
            MailPort port,
            Machine machine,
            Clock clock) {
        this.database = database;
        this.home = home;
        this.settings = settings;
        this.directory = directory;
        this.postfix = postfix;
        this.dns = dns;
        this.port = port;
        this.machine = machine;
        this.clock = clock;
    }

    /**
     * For this machine. {@code postfix-config} in etc/system.cfg names the directory of main.cf
     * where it is not the usual one, {@code dns-server} a name server.
     */
    public static BounceCheck of(
            Database database,
            Home home,
            SystemCfg settings,
            FilterDirectory directory,
            Clock clock) {
        return new BounceCheck(
                database,
                home,
                settings,
                directory,
                new Postfix(
                        Postfix.usualFolders(),
                        settings.get("OPENEMM_POSTFIX_CONFIG", "postfix-config")
                                .orElse("")
                                .strip()),
                new Dns(settings.get("dns-server").orElse("").strip()),
                new MailPort(MailPort.SMTP),
                Machine.current(),
                clock);
    }

    /** All steps, for the actor's company. */
    public List<CheckResult> run(Actor actor) {
        actor.require(RIGHT);
        List<CheckResult> results = new ArrayList<>();
        String transport = settings.get("mailloop-transport").orElse("mailloop:");
        Optional<Map<String, String>> mainCf = postfix.settings();
        results.addAll(new DomainChecks(database, directory, dns, machine).run(actor.companyId()));
        results.add(new SenderChecks(settings, dns, machine).run());
        results.addAll(new PostfixChecks(home, postfix, port, machine, transport).run(mainCf));
        results.addAll(new MapChecks(home, settings, directory).run());
        results.addAll(new IntakeChecks(home, clock).run());
        results.addAll(new LogChecks(database, settings, machine, clock).run());
        results.addAll(new RuleChecks(home).run());
        return List.copyOf(results);
    }
}
