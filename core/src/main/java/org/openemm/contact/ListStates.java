package org.openemm.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

/**
 * The history table keeps what a binding was before each change. Together with what it is now that
 * tells what each change made of it.
 */
final class ListStates {
    private ListStates() {}

    /**
     * What a recipient was in a list for some time.
     *
     * @param since when the recipient came into the list
     * @param until end of this state; null while it lasts
     * @param removed taken out of the list at the end of it
     */
    record State(
            int mailinglistId,
            String list,
            BindingStatus status,
            UserType type,
            String remark,
            int mailingId,
            Instant since,
            Instant until,
            boolean removed) {}

    static List<Event> events(Collection<State> past, Collection<State> present) {
        Map<Integer, List<State>> byList = new LinkedHashMap<>();
        past.stream()
                .sorted(Comparator.comparing(State::until))
                .forEach(state -> of(byList, state).add(state));
        present.forEach(state -> of(byList, state).add(state));
        List<Event> events = new ArrayList<>();
        byList.values().forEach(states -> add(events, states));
        return events;
    }

    private static List<State> of(Map<Integer, List<State>> byList, State state) {
        return byList.computeIfAbsent(state.mailinglistId(), list -> new ArrayList<>());
    }

    private static void add(List<Event> events, List<State> states) {
        State before = null;
        for (State state : states) {
            if (before == null || before.removed()) {
                if (state.since() != null) {
                    events.add(event(state.since(), state, null, state.status()));
                }
            } else if (isOther(before, state)) {
                events.add(event(before.until(), state, before.status(), state.status()));
            }
            if (state.removed()) {
                events.add(event(state.until(), state, state.status(), null));
            }
            before = state;
        }
    }

    /** Other changes, such as of the referrer, mean nothing to a reader. */
    private static boolean isOther(State before, State after) {
        return before.status() != after.status()
                || before.type() != after.type()
                || !Objects.equals(before.remark(), after.remark());
    }

    private static ListEvent event(
            Instant at, State state, BindingStatus before, BindingStatus after) {
        return new ListEvent(
                at,
                state.mailinglistId(),
                state.list(),
                before,
                after,
                state.type(),
                after == null ? "" : state.remark(),
                after == null ? 0 : state.mailingId());
    }
}
