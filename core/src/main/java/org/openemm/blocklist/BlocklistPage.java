package org.openemm.blocklist;

import java.util.List;

/** One page of the blocklist and how many entries there are in all. */
public record BlocklistPage(List<BlocklistEntry> entries, long total) {}
