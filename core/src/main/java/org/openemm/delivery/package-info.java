/**
 * Sending and watching it: send jobs (maildrop_status_tbl), pause, stop, progress, and who the
 * recipients of a send job are.
 *
 * <p>Not here: making the mails ({@code rendering}) and the process that sends them (module
 * backend). Start at {@link org.openemm.delivery.Sending}.
 */
package org.openemm.delivery;
