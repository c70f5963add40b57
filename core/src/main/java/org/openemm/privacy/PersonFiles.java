package org.openemm.privacy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.Recipients;

/**
 * Everything that is kept about a person, as the person may ask for it. Fields and mailing lists
 * that are closed to the user are left out. Rights: recipient.show and recipient.history.
 * Thread-safe.
 */
public final class PersonFiles {
    private final Database database;
    private final Recipients recipients;
    private final ProfileFields fields;
    private final ActivityLog log;
    private final Clock clock;
    private final PersonStore store = new PersonStore();

    public PersonFiles(
            Database database,
            Recipients recipients,
            ProfileFields fields,
            ActivityLog log,
            Clock clock) {
        this.database = database;
        this.recipients = recipients;
        this.fields = fields;
        this.log = log;
        this.clock = clock;
    }

    /**
     * The file; that somebody made it is noted.
     *
     * @throws NotFound without such a recipient
     */
    public PersonFile of(Actor actor, long id) {
        actor.require("recipient.history");
        return database.inTransaction(
                tx -> {
                    Recipient person =
                            recipients
                                    .find(tx, actor, id)
                                    .orElseThrow(() -> new NotFound("recipient", id));
                    List<PersonFile.Field> profile = new ArrayList<>();
                    fields.of(tx, actor).all().stream()
                            .filter(field -> !field.column().equals("bounceload"))
                            .forEach(
                                    field ->
                                            profile.add(
                                                    new PersonFile.Field(
                                                            field.column(),
                                                            field.name(),
                                                            Objects.toString(
                                                                    person.values()
                                                                            .get(field.column()),
                                                                    null))));
                    log.record(tx, actor, "export recipient", person.email() + " (" + id + ")");
                    return new PersonFile(
                            id,
                            person.email(),
                            clock.instant(),
                            profile,
                            store.sections(
                                    tx, actor, id, person.email(), person.values().keySet()));
                });
    }
}
