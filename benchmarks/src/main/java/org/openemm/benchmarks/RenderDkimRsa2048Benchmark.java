package org.openemm.benchmarks;

import org.openemm.dkim.KeyType;

/** The newsletter of {@link RenderBenchmark}, signed: see {@link SignedRendering}. */
public final class RenderDkimRsa2048Benchmark implements Benchmark {
    @Override
    public Result run() throws Exception {
        return SignedRendering.measure("render-dkim-rsa2048", KeyType.RSA, 2048);
    }
}
