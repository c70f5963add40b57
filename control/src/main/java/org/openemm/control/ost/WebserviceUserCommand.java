package org.openemm.control.ost;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.account.WebserviceUser;
import org.openemm.account.WebserviceUsers;
import org.openemm.config.Home;
import org.openemm.database.Database;

/** {@code OST.sh webservice-user add|list}. */
final class WebserviceUserCommand implements DatabaseCommand {
    private final Home home;
    private final Clock clock;
    private final String name;
    private final Path passwordFile;

    /**
     * @throws UsageError when the parameters make no command
     */
    WebserviceUserCommand(Home home, Clock clock, List<String> parameters) throws UsageError {
        this.home = home;
        this.clock = clock;
        if (parameters.equals(List.of("list"))) {
            name = null;
            passwordFile = null;
        } else if (parameters.size() == 4
                && parameters.get(0).equals("add")
                && parameters.get(2).equals("--password-file")) {
            name = parameters.get(1);
            passwordFile = Path.of(parameters.get(3));
        } else {
            throw new UsageError("webservice-user needs: add NAME --password-file FILE, or: list");
        }
    }

    @Override
    public void run(Database database, Actor actor) throws IOException {
        WebserviceUsers users = new WebserviceUsers(database, new ActivityLog(clock), home);
        if (name == null) {
            for (WebserviceUser user : users.all(actor)) {
                System.out.printf(
                        "%s\t%s\tlast login %s%n",
                        user.name(),
                        user.active() ? "active" : "inactive",
                        user.lastLogin().map(Object::toString).orElse("never"));
            }
            return;
        }
        users.create(actor, name, PasswordFile.read(passwordFile));
        System.out.println("Webservice user " + name + " created.");
    }
}
