package org.openemm.mailloop;

import java.util.List;

/** One page of filters and how many there are in all. */
public record FilterPage(List<Filter> filters, long total) {}
