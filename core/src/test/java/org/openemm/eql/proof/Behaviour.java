package org.openemm.eql.proof;

import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.eql.Circumstances;
import org.openemm.eql.Condition;

/** What people did, got, spent and subscribed to. */
final class Behaviour {
    private static final int INTERVAL = 4;

    private final Facts facts;

    Behaviour(Facts facts) {
        this.facts = facts;
    }

    /** Empty for conditions on the profile. */
    Optional<Boolean> holds(Condition condition, Facts.Person person, boolean negated) {
        if (condition instanceof Condition.Opened opened) {
            boolean done = count("opening", opened.mailingId(), 0, opened.how(), person);
            return Optional.of(
                    negated ? notDone(done, opened.mailingId(), opened.how(), person) : done);
        }
        if (condition instanceof Condition.Clicked clicked) {
            boolean done =
                    count(
                            "click",
                            clicked.mailingId(),
                            clicked.linkId().orElse(0),
                            clicked.how(),
                            person);
            return Optional.of(
                    negated ? notDone(done, clicked.mailingId(), clicked.how(), person) : done);
        }
        if (condition instanceof Condition.Received received) {
            boolean got = received(received.mailingId(), received.how(), person);
            return Optional.of(negated ? !got && trackable(person) : got);
        }
        return condition instanceof Condition.Binding binding
                ? Optional.of(bound(binding, person) != negated)
                : Optional.empty();
    }

    /** Counts only who got the mailing and did not forbid tracking. */
    private boolean notDone(boolean done, int mailing, Circumstances how, Facts.Person person) {
        Circumstances got =
                new Circumstances(Optional.empty(), Map.of(), 1, mailing == 0 ? how.days() : 0);
        return !done && trackable(person) && received(mailing, got, person);
    }

    private static boolean trackable(Facts.Person person) {
        Object veto = person.values().get("sys_tracking_veto");
        return veto == null || ((Number) veto).intValue() == 0;
    }

    private boolean count(
            String kind, int mailing, int link, Circumstances how, Facts.Person person) {
        int device = how.device().map(one -> one.ordinal() + 1).orElse(0);
        // Nobody in these facts has a device, system or client with a name.
        return how.equipment().isEmpty()
                && facts.events.stream()
                                .filter(event -> event.kind().equals(kind))
                                .filter(event -> event.customer() == person.id())
                                .filter(event -> mailing == 0 || event.mailing() == mailing)
                                .filter(event -> link == 0 || event.link() == link)
                                .filter(event -> device == 0 || event.device() == device)
                                .filter(event -> lately(event.at(), how))
                                .count()
                        >= how.times();
    }

    private static boolean lately(LocalDateTime at, Circumstances how) {
        return how.days() == 0 || !at.isBefore(Facts.NOW.minusDays(how.days()));
    }

    private boolean received(int mailing, Circumstances how, Facts.Person person) {
        if (mailing == 0) {
            return deliveries(how, person) >= how.times();
        }
        if (facts.mailings.get(mailing) == INTERVAL) {
            return count("interval", mailing, 0, how, person);
        }
        return count("delivery", mailing, 0, how, person)
                || lastJobIsTest(mailing) && generated(mailing, how, person) >= how.times();
    }

    /** Those of interval mailings are recorded twice and count once. */
    private long deliveries(Circumstances how, Facts.Person person) {
        return facts.events.stream()
                .filter(event -> event.customer() == person.id() && lately(event.at(), how))
                .filter(
                        event ->
                                event.kind().equals("interval")
                                        || event.kind().equals("delivery")
                                                && facts.mailings.get(event.mailing()) != INTERVAL)
                .count();
    }

    private boolean lastJobIsTest(int mailing) {
        return facts.jobs.stream()
                .filter(job -> job.mailing() == mailing)
                .max(Comparator.comparingInt(Facts.Job::id))
                .map(job -> List.of("T", "A").contains(job.state()))
                .orElse(false);
    }

    private long generated(int mailing, Circumstances how, Facts.Person person) {
        List<Integer> jobs =
                facts.jobs.stream()
                        .filter(job -> job.mailing() == mailing)
                        .map(Facts.Job::id)
                        .toList();
        return facts.generated.stream()
                .filter(mail -> mail.customer() == person.id() && jobs.contains(mail.job()))
                .filter(mail -> lately(mail.at(), how))
                .count();
    }

    private boolean bound(Condition.Binding wanted, Facts.Person person) {
        return facts.bindings.stream()
                .filter(binding -> binding.customer() == person.id())
                .filter(
                        binding ->
                                wanted.mailinglistId() == 0
                                        || binding.list() == wanted.mailinglistId())
                .filter(
                        binding ->
                                wanted.status()
                                        .map(status -> states(status).contains(binding.status()))
                                        .orElse(true))
                .filter(
                        binding ->
                                wanted.type()
                                        .map(type -> types(type).contains(binding.type()))
                                        .orElse(true))
                .anyMatch(
                        binding ->
                                wanted.medium()
                                        .map(medium -> code(medium) == binding.medium())
                                        .orElse(true));
    }

    private static List<Integer> states(Condition.Binding.Status status) {
        return switch (status) {
            case ACTIVE -> List.of(1);
            case BOUNCED -> List.of(2);
            case OPTOUT -> List.of(3, 4);
            case WAIT_FOR_DOI_CONFIRM -> List.of(5);
            case BLACKLISTED -> List.of(6);
            case SUSPENDED -> List.of(7);
        };
    }

    private static List<String> types(Condition.Binding.Type type) {
        return switch (type) {
            case ADMIN -> List.of("A");
            case TEST -> List.of("T", "t");
            case REGULAR -> List.of("W", "w");
        };
    }

    private static int code(Condition.Binding.Medium medium) {
        return switch (medium) {
            case EMAIL -> 0;
            case POST -> 2;
            case SMS -> 4;
        };
    }

    /** Money spent because of a mailing, or of all. */
    Double revenue(int mailing, Facts.Person person) {
        return facts.money.stream()
                .filter(money -> money.customer() == person.id())
                .filter(money -> money.tag().equals("revenue"))
                .filter(money -> mailing == 0 || money.mailing() == mailing)
                .mapToDouble(Facts.Money::amount)
                .sum();
    }
}
