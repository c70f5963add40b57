package org.openemm;

import java.time.Clock;
import org.openemm.account.ActivityLog;
import org.openemm.config.Settings;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.target.RecipientFilters;
import org.openemm.target.RuleEditing;
import org.openemm.target.TargetFavorites;
import org.openemm.target.TargetFigures;
import org.openemm.target.TargetList;
import org.openemm.target.Targets;

/** Who is meant: target groups and filters. */
public record TargetServices(
        Targets targets,
        TargetList list,
        TargetFigures figures,
        RecipientFilters filters,
        RuleEditing editing) {

    static TargetServices of(
            Database database,
            RecipientServices people,
            Counted counted,
            Settings settings,
            ActivityLog log,
            Clock clock) {
        Targets targets = new Targets(database, people.fields(), log, clock);
        return new TargetServices(
                targets,
                new TargetList(database, new TargetFavorites(database, settings)),
                new TargetFigures(database, targets, counted),
                new RecipientFilters(database, targets, people.fields(), people.recipients()),
                new RuleEditing(database, people.fields()));
    }
}
