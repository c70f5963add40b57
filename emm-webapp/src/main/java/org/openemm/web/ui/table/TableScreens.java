package org.openemm.web.ui.table;

import java.util.List;
import org.openemm.web.Feature;

/** What all lists have in common. */
public final class TableScreens {
    private TableScreens() {}

    public static Feature feature() {
        return new Feature("table", List.of(new TableResource()), List.of());
    }
}
