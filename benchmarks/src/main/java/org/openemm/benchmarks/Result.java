package org.openemm.benchmarks;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What a benchmark found.
 *
 * @param name as given to {@code benchmarks/run}
 * @param value the speed or size of our side
 * @param unit of the value, e.g. {@code mails/s}
 * @param ratio value divided by that of the other side, which was measured in the same run
 * @param against what the other side is
 */
@JsonPropertyOrder({"name", "value", "unit", "ratio", "against"})
public record Result(String name, double value, String unit, double ratio, String against) {}
