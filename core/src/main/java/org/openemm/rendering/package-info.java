/**
 * Mailing plus recipient gives a mail: one implementation for sending, preview and web view.
 *
 * <p>{@link org.openemm.rendering.MailingSnapshots} freezes a mailing; {@link
 * org.openemm.rendering.CompiledMailing} turns it once into constant runs, already encoded for the
 * transfer, and slots; a {@link org.openemm.rendering.MailRenderer} per thread fills the slots for
 * one recipient after the other. Not for choosing recipients and not for sending.
 */
package org.openemm.rendering;
