/**
 * Speed of the hot paths, measured: {@code benchmarks/run NAME} runs {@code NAMEBenchmark} of this
 * package and prints one line of JSON last. Both sides of a ratio are measured in the same run. No
 * test of correctness lives here. Start reading in {@link org.openemm.benchmarks.Benchmarks}.
 */
package org.openemm.benchmarks;
