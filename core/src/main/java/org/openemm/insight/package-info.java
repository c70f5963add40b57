/**
 * What is told of a target group's rule while it is written: how many recipients it selects (about,
 * at once; exactly, a little later), some of them, what makes it slow and which index would help,
 * and for one recipient which part of it holds. Start with {@link org.openemm.insight.Insights}.
 *
 * <p>People write these rules, some of them slow ones. So nothing here burdens the database for
 * long: every statement has a limit of time, few run at once, each person has one count at a time
 * and a new one ends the one before.
 */
package org.openemm.insight;
