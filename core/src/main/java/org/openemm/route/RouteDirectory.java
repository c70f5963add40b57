package org.openemm.route;

import java.util.List;
import java.util.Optional;
import org.openemm.account.SecretBox;
import org.openemm.config.Home;
import org.openemm.database.Database;

/** All routes and groups, with passwords in clear, for the backend. */
public final class RouteDirectory {
    private final Database database;
    private final Home home;
    private final RouteStore store = new RouteStore();

    public RouteDirectory(Database database, Home home) {
        this.database = database;
        this.home = home;
    }

    /**
     * @param problem why the route cannot be used; empty: it can
     */
    public record Entry(Route route, String password, String problem) {}

    /** What there is at one moment. */
    public record Contents(List<Entry> routes, List<DomainGroup> groups) {}

    public Contents read() {
        return database.inTransaction(
                tx ->
                        new Contents(
                                store.all(tx).stream().map(this::entry).toList(),
                                new DomainGroupStore().all(tx)));
    }

    /** The route that a mailing list takes, else its tenant; empty: that of this machine. */
    public Optional<Entry> chosen(int companyId, int mailinglistId) {
        return database.inTransaction(
                tx -> {
                    int ofList = store.chosen(tx, companyId, mailinglistId, 0);
                    int id = ofList > 0 ? ofList : store.chosen(tx, companyId, 0, 0);
                    return store.all(tx).stream()
                            .filter(row -> row.route().id() == id)
                            .findFirst()
                            .map(this::entry);
                });
    }

    /** The first route of a company; empty when it has none. */
    public Optional<Entry> ofCompany(int companyId) {
        return database.inTransaction(
                tx ->
                        store.all(tx).stream()
                                .filter(row -> row.route().companyId() == companyId)
                                .findFirst()
                                .map(this::entry));
    }

    private Entry entry(RouteStore.Row row) {
        if (row.sealed().isEmpty()) {
            return new Entry(row.route(), "", "");
        }
        RouteDraft settings = row.route().settings();
        try {
            String password =
                    SecretBox.of(home).open(owner(settings.host(), settings.user()), row.sealed());
            return new Entry(row.route(), password, "");
        } catch (IllegalArgumentException e) {
            return new Entry(
                    row.route(),
                    "",
                    "The password of the route cannot be decrypted with conf/keys/secret.key");
        }
    }

    /** Passwords are bound to where they are used. */
    static String owner(String host, String user) {
        return "smtp:" + user + "@" + host;
    }
}
