package org.openemm.importing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What of an import is written so far. Not thread-safe. */
final class WrittenBlocks {
    private final Set<Integer> blocks = new HashSet<>();
    private int highest = -1;
    private long inserted;
    private long updated;
    private long bound;

    WrittenBlocks(List<ImportBlocks.Block> done) {
        done.forEach(this::add);
    }

    boolean has(int block) {
        return blocks.contains(block);
    }

    void add(ImportBlocks.Block block) {
        blocks.add(block.number());
        highest = Math.max(highest, block.number());
        inserted += block.inserted();
        updated += block.updated();
        bound += block.bound();
    }

    /** Bindings that were written after their block. */
    void addBound(long more) {
        bound += more;
    }

    /** Lines behind which nothing is written yet. */
    long lines(int linesPerBlock) {
        return (highest + 1L) * linesPerBlock;
    }

    ImportNumbers numbers(ImportNumbers checked) {
        return checked.written(inserted, updated, bound);
    }
}
