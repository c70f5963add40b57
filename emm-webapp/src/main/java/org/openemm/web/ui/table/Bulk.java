package org.openemm.web.ui.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.web.ui.Flash;
import org.openemm.web.ui.Ui;

/**
 * Work on all ticked rows of a list, one by one: a row that may not be changed stops no other.
 *
 * @param done ids that were changed
 * @param names what the rows of {@code done} are called
 * @param refused rows that were not, each with the reason in words
 */
public record Bulk(List<String> done, List<String> names, List<String> refused) {
    private static final int MANY = 1000;
    private static final int NAMED = 5;

    /**
     * Does the work for each id, at most 1,000. Ids that are gone (or were never there) are passed
     * over.
     *
     * @param name what the row of an id is called; asked before the work
     */
    public static <T> Bulk each(Ui ui, List<T> ids, Function<T, String> name, Consumer<T> work) {
        List<String> done = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (T id : ids.stream().distinct().limit(MANY).toList()) {
            try {
                String called = name.apply(id);
                Optional<String> problem = problem(ui, called, () -> work.accept(id));
                if (problem.isPresent()) {
                    refused.add(problem.get());
                } else {
                    done.add(String.valueOf(id));
                    names.add(called);
                }
            } catch (NotFound e) {
                // Somebody else was quicker: nothing is left to do.
            }
        }
        return new Bulk(List.copyOf(done), List.copyOf(names), List.copyOf(refused));
    }

    private static Optional<String> problem(Ui ui, String name, Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (InvalidInput e) {
            return Optional.of(name + ": " + ui.say(e.problems().get(0)));
        } catch (NotPermitted e) {
            return Optional.of(name + ": " + ui.t("table.refused.right"));
        }
    }

    /**
     * Says what was done with an undo: by name for one row, by number for many.
     *
     * @param one key of a text with the name as {0}
     * @param many key of a text with the number as {0}
     * @param undoAction takes the same ids back; empty when that cannot be
     */
    public void flash(Ui ui, String one, String many, String undoAction) {
        if (done.isEmpty()) {
            return;
        }
        String key = done.size() == 1 ? one : many;
        String what = done.size() == 1 ? names.get(0) : ui.format().number(done.size());
        if (undoAction.isEmpty()) {
            ui.flash(key, what);
        } else {
            ui.flashUndo(key, new Flash.Undo(undoAction, done), what);
        }
    }

    /** Says which rows have stayed as they were, if any. */
    public void report(Ui ui) {
        if (!refused.isEmpty()) {
            String names = String.join(" · ", refused.stream().limit(NAMED).toList());
            int more = Math.max(0, refused.size() - NAMED);
            ui.flashWarning(
                    more == 0 ? "table.refused" : "table.refused.more",
                    refused.size(),
                    names,
                    more);
        }
    }
}
