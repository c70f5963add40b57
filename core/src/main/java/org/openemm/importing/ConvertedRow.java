package org.openemm.importing;

import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.profilefield.ProfileField;

/**
 * A row of the file as it would be stored.
 *
 * @param problem of the whole row, e.g. too few cells; there are no cells then
 */
public record ConvertedRow(List<Cell> cells, Optional<InvalidInput.Problem> problem) {

    /**
     * A cell that is imported.
     *
     * @param text as in the file
     * @param value as it would be stored; null for none
     * @param problem why it cannot
     */
    public record Cell(
            ProfileField field,
            String text,
            Object value,
            Optional<InvalidInput.Problem> problem) {}
}
