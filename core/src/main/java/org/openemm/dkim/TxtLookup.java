package org.openemm.dkim;

import java.io.IOException;
import java.util.List;

/** Asks DNS for TXT records. */
@FunctionalInterface
public interface TxtLookup {
    /**
     * @param name without dot at the end
     * @return each record as one text; empty when there is none
     * @throws IOException when DNS gives no answer; the message says what it said
     */
    List<String> records(String name) throws IOException;
}
