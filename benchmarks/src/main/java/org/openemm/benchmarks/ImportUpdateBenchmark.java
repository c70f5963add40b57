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
            System.out.printf("LOAD DATA: %.2f s before, %.2f s after%n", before, after);
            double theirs = ImportRig.ROWS / Math.min(before, after);
            double ours = all.perSecond(ImportRig.ROWS);
            return new Result(
                    "import-update",
                    Math.round(ours),
                    "rows/s",
                    Math.round(ours / theirs * 1000) / 1000.0,
                    "LOAD DATA LOCAL INFILE into the table of recipients alone");
        }
    }
}
