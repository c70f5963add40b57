/**
 * OST, the support tool of administrators ({@code bin/OST.sh}): commands for the shell. Each
 * command is one call of a service of core; no rule lives here. Start reading in {@link
 * org.openemm.control.ost.Ost}.
 */
package org.openemm.control.ost;
