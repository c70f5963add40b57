package org.openemm.rest;

import java.util.Locale;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.i18n.Texts;
import org.openemm.servlet.DatabaseAway;
import org.openemm.servlet.Incidents;

/** Turns what went wrong into what the caller is told. Never shows what is inside. */
final class Refusals {
    private final Texts texts;

    Refusals(Texts texts) {
        this.texts = texts;
    }

    /**
     * @param where method and address, for the log
     */
    Refusal of(Throwable error, String where) {
        if (error instanceof Refusal refusal) {
            return refusal;
        }
        if (error instanceof InvalidInput invalid) {
            return Refusal.bad(text(invalid));
        }
        if (error instanceof NotFound) {
            return Refusal.noData();
        }
        if (error instanceof NotPermitted denied) {
            return denied(denied.right());
        }
        if (DatabaseAway.isBehind(error)) {
            return Refusal.unavailable();
        }
        return Refusal.unexpected(Incidents.report(where, error));
    }

    static Refusal denied(String right) {
        return Refusal.bad("Access denied '" + right + "'");
    }

    /** Each problem with the field it belongs to. */
    String text(InvalidInput invalid) {
        return invalid.problems().stream()
                .map(
                        problem ->
                                (problem.field().isEmpty() ? "" : problem.field() + ": ")
                                        + texts.text(
                                                Locale.ENGLISH,
                                                problem.key(),
                                                problem.arguments().toArray()))
                .distinct()
                .collect(Collectors.joining(" "));
    }
}
