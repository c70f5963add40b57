package org.openemm.control.demo;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailing.MailingQuery;
import org.openemm.mailing.MailingSummary;

/** Mailings the shop has in mind: two with a date, one without. */
final class Plans {
    private static final int HOUR = 9;
    private final Core core;
    private final Actor actor;
    private final Tenant tenant;
    private final Clock clock;

    Plans(Core core, Actor actor, Tenant tenant, Clock clock) {
        this.core = core;
        this.actor = actor;
        this.tenant = tenant;
        this.clock = clock;
    }

    /** A mailing and in how many weeks it is meant to be sent; 0: nobody knows yet. */
    private record Plan(String name, String subject, int week) {}

    String make() {
        List<Plan> plans =
                List.of(
                        new Plan("Bulbs for early bees", "🐝 Plant now, hear it hum in March", 1),
                        new Plan("Frost is coming", "❄️ Bring these five inside", 2),
                        new Plan("Gift guide", "Presents for people with green fingers", 0));
        LocalDate friday =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                        .with(TemporalAdjusters.next(DayOfWeek.FRIDAY));
        int made = 0;
        for (Plan plan : plans) {
            if (!exists(plan.name())) {
                int id = create(plan);
                made++;
                if (plan.week() > 0) {
                    core.planning()
                            .plan(
                                    actor,
                                    id,
                                    Optional.of(
                                            friday.plusWeeks(plan.week() - 1L)
                                                    .atTime(HOUR, 0)
                                                    .toInstant(ZoneOffset.UTC)));
                }
            }
        }
        return made == 0 ? "there already" : made + " mailings";
    }

    private int create(Plan plan) {
        EmailSettings email =
                EmailSettings.of(
                        plan.subject(),
                        new NamedAddress("Käthe von Fern & Field", "hello@example.com"));
        MailingDraft draft = MailingDraft.of(plan.name(), tenant.newsletterList(), email);
        return core.mailings()
                .create(actor, template() == 0 ? draft : draft.withTemplate(template()));
    }

    private int template() {
        return core.mailings().list(actor, MailingQuery.all(true)).rows().stream()
                .map(MailingSummary::id)
                .findFirst()
                .orElse(0);
    }

    private boolean exists(String name) {
        return core.mailings().list(actor, MailingQuery.all(false)).rows().stream()
                .anyMatch(row -> row.name().equals(name));
    }
}
