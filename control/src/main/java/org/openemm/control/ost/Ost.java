package org.openemm.control.ost;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.control.AdminDatabase;

/** The commands of the support tool. Exit code 0: done; 1: refused or failed; 2: wrong usage. */
public final class Ost {
    private static final int COMPANY = 1;
    private static final String USAGE =
            """
            usage: OST.sh COMMAND
              status                                             state of the services
              webservice-user add NAME --password-file FILE      creates a user of the SOAP webservices;
                                                                 the first line of FILE is the password
              webservice-user list                               shows these users
              rest-user add NAME --password-file FILE --group GROUP
                                                                 creates a user of REST who may what the
                                                                 user group may, e.g. OpenEMM
              rest-user list                                     shows these users
              company show                                       shows the addresses of the client
              company set NAME VALUE                             changes rdir_domain (with protocol),
                                                                 mailloop_domain (without) or contact_tech
              bounce-check                                       looks at every step that a bounce takes, and
                                                                 says what to do where it does not get on;
                                                                 exit code 1 when there is a problem
              bounce-check --send [DOMAIN]                       the same, then sends one mail to an address
                                                                 that does not exist, and waits for it to
                                                                 come back
              help                                               shows this text
            """;

    private final Home home;
    private final Clock clock;

    public Ost(Home home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    /**
     * @return exit code
     */
    public int run(List<String> parameters) throws IOException {
        try {
            return command(parameters);
        } catch (UsageError e) {
            System.err.println(e.getMessage());
            System.err.print(USAGE);
            return 2;
        }
    }

    private int command(List<String> parameters) throws IOException, UsageError {
        String command = parameters.isEmpty() ? "" : parameters.get(0);
        List<String> rest = parameters.subList(Math.min(1, parameters.size()), parameters.size());
        return switch (command) {
            case "help", "--help", "-h" -> {
                System.out.print(USAGE);
                yield 0;
            }
            case "webservice-user" -> withDatabase(new WebserviceUserCommand(home, clock, rest));
            case "rest-user" -> withDatabase(new RestUserCommand(home, clock, rest));
            case "company" -> withDatabase(new CompanyCommand(clock, rest));
            case "bounce-check" -> {
                SelfTestCommand send =
                        rest.isEmpty() ? null : SelfTestCommand.of(home, clock, rest);
                BounceCheckCommand check = new BounceCheckCommand(home, clock);
                int code = withDatabase(check);
                boolean bad = check.foundProblems();
                if (code == 0 && send != null) {
                    System.out.println();
                    code = withDatabase(send);
                    bad |= !send.works();
                }
                yield code == 0 && bad ? 1 : code;
            }
            case "" -> throw new UsageError("No command given.");
            default -> throw new UsageError("There is no command \"" + command + "\".");
        };
    }

    private int withDatabase(DatabaseCommand command) throws IOException {
        Actor actor = Actor.system("OST:" + System.getProperty("user.name"), COMPANY);
        return AdminDatabase.run(home, database -> command.run(database, actor));
    }
}
