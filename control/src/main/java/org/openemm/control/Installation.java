package org.openemm.control;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openemm.config.Home;

/** One installed system: its services in the order in which they need each other. */
final class Installation {
    private final Setup setup;
    private final Clock clock;

    Installation(Setup setup, Clock clock) {
        this.setup = setup;
        this.clock = clock;
    }

    /** Starts what does not run yet, and returns when all of it answers. */
    void start(Parts parts) throws IOException, ControlFailure {
        Home home = setup.home();
        System.out.println("OpenEMM in " + home.root());
        try (OnlyOne only = OnlyOne.enter(home)) {
            Programs programs = new Programs(setup);
            new HomeLayout(setup).create();
            DatabaseChoice choice = chooseDatabase();
            OwnMariaDb mariaDb = new OwnMariaDb(setup, choice.dbCfg(), clock);
            List<Service> services = new ArrayList<>();
            if (parts.backend()) {
                services.add(new BackendService(setup, programs, clock));
            }
            if (parts.tomcat()) {
                services.add(new TomcatService(setup, programs, choice.dbCfg(), clock));
            }
            checkPorts(choice, mariaDb, services);
            ExecutorService workers = Executors.newFixedThreadPool(3);
            try {
                Future<?> installed = workers.submit(() -> install(programs, services));
                Report report = new Report();
                if (choice.own()) {
                    report.line(mariaDb, launchAndAwait(mariaDb));
                } else {
                    useExternal(choice);
                }
                Schema schema = new Schema(choice.dbCfg());
                int migrations = schema.migrate();
                if (migrations > 0) {
                    report.line("Database", "migrated, " + migrations + " steps");
                }
                schema.localRedirectAddress(setup.httpPort());
                Optional<String> password = schema.initialPassword(home, clock);
                password.ifPresent(report::password);
                await(installed);
                List<Future<Outcome>> started = new ArrayList<>();
                for (Service service : services) {
                    started.add(workers.submit(() -> launchAndAwait(service)));
                }
                List<String> failures = new ArrayList<>();
                for (int i = 0; i < services.size(); i++) {
                    try {
                        report.line(services.get(i), await(started.get(i)));
                    } catch (ControlFailure e) {
                        failures.add(e.getMessage());
                    }
                }
                if (parts.tomcat() && failures.isEmpty()) {
                    report.address(setup);
                }
                report.printPassword();
                if (!failures.isEmpty()) {
                    throw new ControlFailure(String.join("\n", failures));
                }
            } finally {
                workers.shutdownNow();
            }
        }
    }

    /**
     * A server of our own that runs is used where it runs, also when another port was set
     * meanwhile.
     */
    private DatabaseChoice chooseDatabase() throws IOException {
        Optional<DatabaseChoice> existing = DatabaseChoice.existing(setup.home());
        if (existing.isPresent()
                && existing.get().own()
                && new OwnMariaDb(setup, existing.get().dbCfg(), clock).running().isPresent()) {
            return existing.get();
        }
        return DatabaseChoice.make(setup);
    }

    /** Where a browser on this machine finds the web application. */
    String localAddress() {
        return "http://localhost:" + setup.httpPort();
    }

    /** Stops what we started, in reverse order. */
    void stop(Parts parts) throws IOException, ControlFailure {
        try (OnlyOne only = OnlyOne.enter(setup.home())) {
            List<Service> services = services();
            for (int i = services.size() - 1; i >= 0; i--) {
                Service service = services.get(i);
                if (!parts.contains(service)) {
                    continue;
                }
                boolean ran = service.running().isPresent();
                service.stop();
                Report.print(service.title(), ran ? "stopped" : "does not run");
            }
        }
    }

    void status(Parts parts) throws IOException {
        for (Service service : services()) {
            if (parts.contains(service)) {
                Report.status(service, clock);
            }
        }
        Optional<DatabaseChoice> choice = DatabaseChoice.existing(setup.home());
        if (choice.isPresent() && !choice.get().own() && parts.database()) {
            try {
                new ExternalDatabase(choice.get().dbCfg()).check();
                Report.print("Database", choice.get().dbCfg().address() + " answers");
            } catch (ControlFailure e) {
                Report.print("Database", e.getMessage());
            }
        }
    }

    private List<Service> services() {
        Programs programs = new Programs(setup);
        Optional<DatabaseChoice> choice = DatabaseChoice.existing(setup.home());
        List<Service> services = new ArrayList<>();
        if (choice.isEmpty() || choice.get().own()) {
            services.add(
                    new OwnMariaDb(setup, choice.map(DatabaseChoice::dbCfg).orElse(null), clock));
        }
        services.add(new BackendService(setup, programs, clock));
        services.add(
                new TomcatService(
                        setup, programs, choice.map(DatabaseChoice::dbCfg).orElse(null), clock));
        return services;
    }

    private static void checkPorts(
            DatabaseChoice choice, OwnMariaDb mariaDb, List<Service> services)
            throws IOException, ControlFailure {
        List<Ports.Need> needs = new ArrayList<>();
        if (choice.own() && mariaDb.running().isEmpty()) {
            needs.addAll(mariaDb.ports());
        }
        for (Service service : services) {
            if (service.running().isEmpty()) {
                needs.addAll(service.ports());
            }
        }
        Ports.check(needs);
    }

    private static void useExternal(DatabaseChoice choice) throws ControlFailure {
        List<String> warnings = new ExternalDatabase(choice.dbCfg()).check();
        Report.print("Database", choice.dbCfg().address() + " answers");
        for (String warning : warnings) {
            Report.print("  Warning", warning);
        }
    }

    private static Void install(Programs programs, List<Service> services)
            throws IOException, ControlFailure {
        programs.installControl();
        for (Service service : services) {
            service.install();
        }
        return null;
    }

    private static Outcome launchAndAwait(Service service) throws IOException, ControlFailure {
        long start = System.nanoTime();
        boolean ran = service.running().isPresent();
        service.launch();
        service.awaitAnswer();
        return new Outcome(ran, (System.nanoTime() - start) / 1e9);
    }

    private static <T> T await(Future<T> future) throws IOException, ControlFailure {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ControlFailure failure) {
                throw failure;
            }
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * What became of a start.
     *
     * @param ran whether it was running before
     * @param seconds until it answered
     */
    record Outcome(boolean ran, double seconds) {}
}
