package org.openemm.web.recipient;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openemm.web.ui.Ui;

/** What can be done with many recipients at once. */
public enum BulkKind {
    FIELD("pencil-line", List.of("recipient.change", "recipient.change.bulk")),
    SUBSCRIBE("list-plus", List.of("recipient.change")),
    UNSUBSCRIBE("list-minus", List.of("recipient.change")),
    BLOCK("ban", List.of("recipient.change", "blacklist")),
    ERASE("trash-2", List.of("recipient.delete"));

    private final String icon;
    private final List<String> rights;

    BulkKind(String icon, List<String> rights) {
        this.icon = icon;
        this.rights = rights;
    }

    public String icon() {
        return icon;
    }

    /** Last part of message keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<BulkKind> of(Ui ui) {
        return Arrays.stream(values())
                .filter(kind -> kind.rights.stream().allMatch(ui::may))
                .toList();
    }

    static boolean anyFor(Ui ui) {
        return !of(ui).isEmpty();
    }

    static Optional<BulkKind> find(Ui ui, String name) {
        return of(ui).stream().filter(kind -> kind.name().equals(name)).findFirst();
    }
}
