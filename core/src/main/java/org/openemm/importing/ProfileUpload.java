package org.openemm.importing;

import java.io.InputStream;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;

/** Files that are to be imported as a profile says. */
final class ProfileUpload {
    private final Arrivals arrivals;
    private final ImportProfiles profiles;
    private final ImportWork work;
    private final ImportEngine engine;
    private final SettingsRules rules;

    ProfileUpload(
            Arrivals arrivals,
            ImportProfiles profiles,
            ImportWork work,
            ImportEngine engine,
            SettingsRules rules) {
        this.arrivals = arrivals;
        this.profiles = profiles;
        this.work = work;
        this.engine = engine;
        this.rules = rules;
    }

    /** Nothing stays of a file that cannot be read as the profile says. */
    long upload(Actor actor, int profileId, String fileName, InputStream content, String password) {
        ImportProfile profile = profiles.get(actor, profileId);
        String opens = password.isEmpty() ? profiles.password(profile) : password;
        long id = arrivals.keep(actor, fileName, content, opens);
        try {
            follow(actor, id, profile);
            return id;
        } catch (InvalidInput e) {
            engine.remove(work.get(actor, id));
            throw e;
        }
    }

    private void follow(Actor actor, long id, ImportProfile profile) {
        CsvFormat guessed = work.get(actor, id).settings().format();
        CsvFormat wanted = profile.draft().file().format();
        CsvFormat format =
                guessed.type() == FileType.CSV
                        ? wanted.withType(FileType.CSV)
                        : guessed.withHeadless(wanted.headless());
        ImportSettings read = arrivals.propose(actor, arrivals.file(id), format);
        ImportSettings asSet = profiles.settings(actor, profile, read);
        // Numbers of spreadsheets and JSON have been written with a point when they became CSV.
        ImportSettings chosen =
                format.type() == FileType.CSV ? asSet : asSet.change().decimalSeparator('.').done();
        rules.check(actor, work.catalog(actor), chosen);
        work.database()
                .run(
                        tx -> {
                            work.store().settings(tx, id, chosen, work.clock().instant());
                            work.store().profile(tx, id, profile.id());
                        });
    }
}
