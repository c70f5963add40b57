package org.openemm.control;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.openemm.config.Home;
import org.openemm.control.demo.Demo;
import org.openemm.control.dkim.DkimCreate;
import org.openemm.control.dkim.DkimManage;
import org.openemm.control.ost.Ost;

/**
 * The program behind {@code bin/*.sh}. The first argument names the script, the others are its
 * parameters. Exit code 0: done; 1: it could not be done, the message says why; 2: wrong
 * parameters.
 */
public final class Main {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> arguments) {
        Optional<Path> checkout =
                Optional.ofNullable(System.getProperty("openemm.checkout")).map(Path::of);
        Home home = Home.fromEnvironment();
        String script = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> parameters =
                arguments.subList(Math.min(1, arguments.size()), arguments.size());
        try {
            return switch (script) {
                case "openemm" -> services(Parts.ALL, parameters, home, checkout);
                case "emm" -> services(Parts.EMM, parameters, home, checkout);
                case "backend" -> services(Parts.BACKEND, parameters, home, checkout);
                case "OST" -> ost(parameters, home, checkout);
                case "dkim-creat" -> new DkimCreate(Path.of("")).run(parameters);
                case "dkim-mgr" -> dkim(parameters, home);
                default -> USAGE;
            };
        } catch (ControlFailure e) {
            System.err.println(e.getMessage());
            return FAILED;
        } catch (IOException e) {
            System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            return FAILED;
        }
    }

    private static int ost(List<String> parameters, Home home, Optional<Path> checkout)
            throws IOException, ControlFailure {
        if (parameters.equals(List.of("status"))) {
            return services(Parts.ALL, parameters, home, checkout);
        }
        return new Ost(home, Clock.systemUTC()).run(parameters);
    }

    private static int dkim(List<String> parameters, Home home) throws IOException, ControlFailure {
        HomeLayout.refuseHomeOfAnotherUser(home.root());
        return new DkimManage(home, Clock.systemDefaultZone()).run(parameters);
    }

    private static int services(
            Parts parts, List<String> parameters, Home home, Optional<Path> checkout)
            throws IOException, ControlFailure {
        Installation installation = new Installation(Setup.read(home, checkout), Clock.systemUTC());
        switch (parameters.isEmpty() ? "" : parameters.get(0)) {
            case "start" -> installation.start(parts);
            case "stop" -> installation.stop(parts);
            case "restart" -> {
                installation.stop(parts);
                installation.start(parts);
            }
            case "status" -> installation.status(parts);
            case "demo" -> {
                if (parts != Parts.ALL) {
                    return USAGE;
                }
                installation.start(parts);
                new Demo(home, Clock.systemUTC(), System.out).run(installation.localAddress());
            }
            default -> {
                return USAGE;
            }
        }
        return 0;
    }
}
