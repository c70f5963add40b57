package org.openemm.web.designsystem;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;

/** A part of the design system, on a page of its own: {@code jte/designsystem/<name>.jte}. */
public enum Section {
    FOUNDATIONS,
    LAYOUT,
    ACTIONS,
    FEEDBACK,
    TABLES,
    FORMS,
    PICKERS,
    DIALOGS,
    CODE,
    FIGURES,
    GUIDANCE;

    static Optional<Section> of(String name) {
        return Arrays.stream(values()).filter(section -> section.path().equals(name)).findFirst();
    }

    /** The pages of all sections. */
    public static List<Tab> tabs(Ui ui, Section current) {
        return Arrays.stream(values())
                .map(
                        section ->
                                new Tab(
                                        ui.t("designsystem." + section.path()),
                                        section.href(),
                                        section == current))
                .toList();
    }

    String href() {
        return this == FOUNDATIONS
                ? DesignSystemResource.HOME
                : DesignSystemResource.HOME + "/" + path();
    }

    String path() {
        return name().toLowerCase(Locale.ROOT);
    }
}
