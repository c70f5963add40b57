package org.openemm.benchmarks;

import java.nio.file.Path;
import org.openemm.importing.ImportMode;

/**
 * How fast a CSV file of new recipients comes in: from the upload to the finished report, with the
 * check before, and a binding for each recipient.
 *
 * <p>The other side is LOAD DATA LOCAL INFILE of the same values into the empty table of recipients
 * alone: no check, no bindings. It runs before and after; its better time counts.
 */
public final class ImportAddBenchmark implements Benchmark {
    @Override
    public Result run() throws Exception {
        try (ImportRig rig = new ImportRig()) {
            Path few = rig.file(ImportRig.FEW, ';', 1);
            Path csv = rig.file(ImportRig.ROWS, ';', 1);
            Path plain = rig.file(ImportRig.ROWS, '\t', 1);
            for (int i = 0; i < 3; i++) {
                rig.run(few, ImportMode.ADD, ImportRig.FEW);
                rig.empty();
            }
            ImportRig.Run small = rig.run(few, ImportMode.ADD, ImportRig.FEW);
            System.out.println(small.say(ImportRig.FEW));
            rig.empty();
            double before = rig.load(plain);
            rig.empty();
            ImportRig.Run all = rig.run(csv, ImportMode.ADD, ImportRig.ROWS);
            System.out.println(all.say(ImportRig.ROWS));
            rig.empty();
            double after = rig.load(plain);
            return all.against("import-add", before, after);
        }
    }
}
