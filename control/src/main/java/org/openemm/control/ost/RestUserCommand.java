package org.openemm.control.ost;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.account.RestUsers;
import org.openemm.config.Home;
import org.openemm.database.Database;

/** {@code OST.sh rest-user add|list}. */
final class RestUserCommand implements DatabaseCommand {
    private final Home home;
    private final Clock clock;
    private final String name;
    private final Path passwordFile;
    private final String group;

    /**
     * @throws UsageError when the parameters make no command
     */
    RestUserCommand(Home home, Clock clock, List<String> parameters) throws UsageError {
        this.home = home;
        this.clock = clock;
        if (parameters.equals(List.of("list"))) {
            name = null;
            passwordFile = null;
            group = null;
        } else if (parameters.size() == 6
                && parameters.get(0).equals("add")
                && parameters.get(2).equals("--password-file")
                && parameters.get(4).equals("--group")) {
            name = parameters.get(1);
            passwordFile = Path.of(parameters.get(3));
            group = parameters.get(5);
        } else {
            throw new UsageError(
                    "rest-user needs: add NAME --password-file FILE --group GROUP, or: list");
        }
    }

    @Override
    public void run(Database database, Actor actor) throws IOException {
        RestUsers users = new RestUsers(database, new ActivityLog(clock), home, clock);
        if (name == null) {
            for (RestUsers.RestUser user : users.all(actor)) {
                System.out.printf("%s\t%s%n", user.name(), user.group());
            }
            return;
        }
        users.create(actor, name, PasswordFile.read(passwordFile), group);
        System.out.println("REST user " + name + " created.");
    }
}
