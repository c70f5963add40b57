package org.openemm.rendering;

/** What a tag writes for a recipient. Immutable; used by many threads. */
@FunctionalInterface
interface TagValue {
    /** Never null. */
    String of(RecipientRow row);
}
