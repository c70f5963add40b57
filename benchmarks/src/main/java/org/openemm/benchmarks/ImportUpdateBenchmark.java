package org.openemm.benchmarks;

import java.nio.file.Path;
import org.openemm.importing.ImportMode;

/**
 * How fast a CSV file changes recipients that are there, found by their address: from the upload to
 * the finished report, with the check before. Six of twelve columns get other values.
 *
 * <p>The other side is LOAD DATA LOCAL INFILE of as many values into the empty table of recipients
 * alone.
 */
public final class ImportUpdateBenchmark implements Benchmark {
    @Override
    public Result run() throws Exception {
        try (ImportRig rig = new ImportRig()) {
            Path few = rig.file(ImportRig.FEW, ';', 2);
            Path csv = rig.file(ImportRig.ROWS, ';', 2);
            Path plain = rig.file(ImportRig.ROWS, '\t', 1);
            for (int i = 0; i < 3; i++) {
                rig.run(few, ImportMode.ADD_AND_UPDATE, ImportRig.FEW);
            }
            rig.empty();
            double before = rig.load(plain);
            rig.run(few, ImportMode.UPDATE, ImportRig.FEW);
            ImportRig.Run all = rig.run(csv, ImportMode.UPDATE, ImportRig.ROWS);
            System.out.println(all.say(ImportRig.ROWS));
            rig.empty();
            double after = rig.load(plain);
            return all.against("import-update", before, after);
        }
    }
}
