package org.openemm.web.importing;

import java.util.List;
import java.util.Optional;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.web.recipient.Labels;
import org.openemm.web.ui.Ui;

/** Key fields by which recipients are found only by reading all of them. */
public final class SlowKeys {
    private SlowKeys() {}

    /** Their names; none when one of the keys can be searched quickly, for that one is enough. */
    public static List<String> of(Ui ui, ProfileFieldCatalog catalog, List<String> keys) {
        List<ProfileField> fields =
                keys.stream().map(catalog::column).flatMap(Optional::stream).toList();
        return fields.stream().anyMatch(ProfileField::indexed)
                ? List.of()
                : fields.stream().map(field -> Labels.field(ui, field)).toList();
    }
}
