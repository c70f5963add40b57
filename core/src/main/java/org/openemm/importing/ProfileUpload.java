package org.openemm.importing;

import java.io.InputStream;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;

/** Files that are to be imported as a profile says. */
final class ProfileUpload {
    private final Imports imports;
    private final ImportWork work;
    private final ImportEngine engine;
    private final SettingsRules rules;

    ProfileUpload(Imports imports, ImportWork work, ImportEngine engine, SettingsRules rules) {
        this.imports = imports;
        this.work = work;
        this.engine = engine;
        this.rules = rules;
    }

    /** Nothing stays of a file that cannot be read as the profile says. */
    long upload(Actor actor, int profileId, String fileName, InputStream content, String password) {
        ImportProfile profile = imports.profiles().get(actor, profileId);
        String opens = password.isEmpty() ? imports.profiles().password(profile) : password;
        long id = imports.upload(actor, fileName, content, opens);
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
        ImportSettings read = imports.propose(actor, imports.existing(id), format);
        ImportSettings asSet = imports.profiles().settings(actor, profile, read);
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
