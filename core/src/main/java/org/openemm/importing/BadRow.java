package org.openemm.importing;

import java.util.List;
import org.openemm.InvalidInput;

/**
 * A row that is not imported.
 *
 * @param line of the file, from 1
 */
public record BadRow(long line, List<InvalidInput.Problem> problems, List<String> cells) {}
