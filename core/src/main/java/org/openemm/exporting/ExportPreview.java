package org.openemm.exporting;

import java.util.List;
import java.util.OptionalLong;

/**
 * What an export would write.
 *
 * @param headings of the columns
 * @param rows the first ones, as the file would have them
 * @param count how many recipients; empty when counting takes too long
 */
public record ExportPreview(List<String> headings, List<List<String>> rows, OptionalLong count) {}
