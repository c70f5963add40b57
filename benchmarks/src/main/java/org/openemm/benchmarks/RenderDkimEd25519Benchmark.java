package org.openemm.benchmarks;

import org.openemm.dkim.KeyType;

/** The newsletter of {@link RenderBenchmark}, signed: see {@link SignedRendering}. */
public final class RenderDkimEd25519Benchmark implements Benchmark {
    @Override
    public Result run() throws Exception {
        return SignedRendering.measure("render-dkim-ed25519", KeyType.ED25519, 0);
    }
}
