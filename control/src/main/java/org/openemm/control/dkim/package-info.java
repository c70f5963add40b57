/**
 * {@code bin/dkim-creat} and {@code bin/dkim-mgr}: DKIM keys on the command line, as the Install
 * &amp; Admin Guide shows in 10.4. What keys are is in the core's package dkim. Start reading in
 * {@link org.openemm.control.dkim.DkimCreate} and {@link org.openemm.control.dkim.DkimManage}.
 */
package org.openemm.control.dkim;
