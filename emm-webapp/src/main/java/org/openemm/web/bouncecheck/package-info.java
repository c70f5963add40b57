/** Response processing, tab "Check": what {@link org.openemm.bouncecheck.BounceCheck} finds. */
package org.openemm.web.bouncecheck;
