package org.openemm.benchmarks;

/** One measurement. Implementations are public with a public constructor without parameters. */
public interface Benchmark {
    /**
     * Measures; may print progress to standard output.
     *
     * @throws Exception when it cannot be measured here
     */
    Result run() throws Exception;
}
