/**
 * What is sent when: the mailings of a span of time, the ones without a date, and moving a planned
 * mailing to another day. A plan is an intention and sends nothing; scheduling belongs to {@code
 * delivery}. Start with {@link org.openemm.planning.Planning}.
 */
package org.openemm.planning;
