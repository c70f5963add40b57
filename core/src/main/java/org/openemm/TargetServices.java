package org.openemm;

import java.time.Clock;
import org.openemm.account.ActivityLog;
import org.openemm.account.Users;
import org.openemm.config.Settings;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.insight.Insights;
import org.openemm.target.AccessLimits;
import org.openemm.target.RecipientFilters;
import org.openemm.target.RuleEditing;
import org.openemm.target.TargetFavorites;
import org.openemm.target.TargetFigures;
import org.openemm.target.TargetFiles;
import org.openemm.target.TargetList;
import org.openemm.target.Targets;

/** Who is meant: target groups and filters. */
public record TargetServices(
        Targets targets,
        TargetList list,
        AccessLimits limits,
        TargetFiles files,
        TargetFigures figures,
        RecipientFilters filters,
        RuleEditing editing,
        Insights insights) {

    static TargetServices of(
            Database database,
            RecipientServices people,
            Counted counted,
            Settings settings,
            Users users,
            ActivityLog log,
            Clock clock) {
        Targets targets = new Targets(database, people.fields(), log, clock);
        TargetFavorites favorites = new TargetFavorites(database, settings);
        return new TargetServices(
                targets,
                new TargetList(database, favorites),
                new AccessLimits(database, log, users, targets),
                new TargetFiles(database, targets, favorites, log),
                new TargetFigures(database, targets, counted),
                new RecipientFilters(database, targets, people.fields(), people.recipients()),
                new RuleEditing(database, people.fields()),
                new Insights(database, targets, people.recipients(), people.fields()));
    }
}
