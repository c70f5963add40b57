package org.openemm.backend.merger;

/**
 * How far the packages of a send job may be sent (generation_tbl).
 *
 * @param early packages are released before all are made
 * @param blocks packages released
 * @param mails recipients in them
 * @param world the list itself is reached; before it come its admin and test recipients
 * @param customerId last recipient in them; within its part, recipients come by id
 * @param pacedFrom package that times between packages are counted from
 * @param complete all packages are made and may be sent
 */
record Checkpoint(
        boolean early,
        int blocks,
        long mails,
        boolean world,
        long customerId,
        int pacedFrom,
        boolean complete) {

    /** Something may have been sent already. */
    boolean isReleased() {
        return blocks > 0 || complete;
    }

    /** The next package is released. */
    Checkpoint plus(Block block) {
        return new Checkpoint(
                early,
                block.name().block(),
                mails + block.customerIds().size(),
                block.world(),
                block.customerIds().get(block.customerIds().size() - 1),
                block.pacedFrom(),
                false);
    }

    Checkpoint completed() {
        return new Checkpoint(early, blocks, mails, world, customerId, pacedFrom, true);
    }
}
