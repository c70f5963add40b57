/**
 * What rules mean, worked out a second time in plain Java over the same people, from the
 * description of the language and not from its SQL; and the proofs that both agree.
 */
package org.openemm.eql.proof;
