package org.openemm.web.ui;

import org.openemm.InvalidInput;

/**
 * A page to show: a template below {@code src/main/jte} and the value it gets as parameter {@code
 * page}. A resource method returns it.
 *
 * @param template e.g. {@code recipient/list.jte}
 * @param page null when the template needs none
 * @param status HTTP status
 * @param form fresh, or what was typed and what is wrong with it
 */
public record View(String template, Object page, int status, FormState form) {
    private static final int OK = 200;
    private static final int UNPROCESSABLE = 422;

    public static View of(String template, Object page) {
        return new View(template, page, OK, FormState.FRESH);
    }

    /**
     * The same page as an answer to a form with errors: keeps what was typed, says what is wrong.
     */
    public View again(Input input, InvalidInput problems) {
        return new View(template, page, UNPROCESSABLE, new FormState(input, problems.problems()));
    }

    public View withStatus(int code) {
        return new View(template, page, code, form);
    }
}
