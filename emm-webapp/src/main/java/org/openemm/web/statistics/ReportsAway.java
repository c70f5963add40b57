package org.openemm.web.statistics;

import java.io.Serial;

/** The statistics application does not answer, or not with a report. */
public final class ReportsAway extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    ReportsAway(String message, Throwable cause) {
        super(message, cause);
    }
}
