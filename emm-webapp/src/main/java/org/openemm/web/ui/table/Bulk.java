package org.openemm.web.ui.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.web.ui.Ui;

/**
 * Work on all ticked rows of a list, one by one: a row that may not be changed stops no other.
 *
 * @param done ids that were changed
 * @param refused rows that were not, each with the reason in words
 */
public record Bulk(List<String> done, List<String> refused) {
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
        List<String> refused = new ArrayList<>();
        for (T id : ids.stream().distinct().limit(MANY).toList()) {
            try {
                one(ui, id, name.apply(id), work, done, refused);
            } catch (NotFound e) {
                // Somebody else was quicker: nothing is left to do.
            }
        }
        return new Bulk(List.copyOf(done), List.copyOf(refused));
    }

    private static <T> void one(
            Ui ui, T id, String name, Consumer<T> work, List<String> done, List<String> refused) {
        try {
            work.accept(id);
            done.add(String.valueOf(id));
        } catch (InvalidInput e) {
            refused.add(name + ": " + ui.say(e.problems().get(0)));
        } catch (NotPermitted e) {
            refused.add(name + ": " + ui.t("table.refused.right"));
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
