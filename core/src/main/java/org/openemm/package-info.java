/**
 * The domain. {@link org.openemm.Core} puts it together and is where to start; the three kinds of
 * refusal ({@link org.openemm.InvalidInput}, {@link org.openemm.NotFound}, {@link
 * org.openemm.NotPermitted}) lie beside it. Features are packages of their own; {@code
 * ArchitectureTest} says which of them may know which.
 */
package org.openemm;
