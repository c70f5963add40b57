package org.openemm.tracking;

/**
 * How a reader called a tracking address.
 *
 * @param address client address
 * @param userAgent empty when none was sent
 * @param counted false for calls that must leave no trace: preview, continuation of a range
 */
public record Visit(String address, String userAgent, boolean counted) {}
