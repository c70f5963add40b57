package org.openemm.web.error;

import java.util.List;

/**
 * What an error page says.
 *
 * @param icon name in icons.txt
 * @param details further lines, e.g. each problem of the input
 * @param again page to open once more; empty: none
 */
public record ErrorPage(
        int status, String icon, String title, String text, List<String> details, String again) {}
