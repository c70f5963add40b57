package org.openemm.backend.merger;

import java.util.List;
import java.util.concurrent.Future;
import org.openemm.backend.spool.PackageName;

/**
 * A package that was made.
 *
 * @param world of the list itself
 * @param pacedFrom package that times between packages are counted from
 * @param forced when it is on disk
 */
record Block(
        PackageName name, boolean world, int pacedFrom, List<Long> customerIds, Future<?> forced) {}
