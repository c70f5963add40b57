package org.openemm.importing;

import java.util.List;

/**
 * The beginning of a file.
 *
 * @param looksLikeUtf8 the file is UTF-8 but read as something else, so umlauts would be spoilt
 */
public record FilePreview(List<String> headings, List<List<String>> rows, boolean looksLikeUtf8) {}
