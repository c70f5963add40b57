package org.openemm.web.error;

import java.util.List;

/**
 * What an error page says.
 *
 * @param details further lines, e.g. each problem of the input
 */
public record ErrorPage(String title, String text, List<String> details) {}
