/**
 * The merger: turns a send job into packages. Chooses the recipients at one moment, in one pass,
 * and writes them in blocks.
 *
 * <p>A package may be sent when it is stamped, and it is stamped after a checkpoint in the database
 * says so. Lists that are due are released package by package; after a crash the generation goes on
 * behind the checkpoint. Where the choice of one recipient depends on others, and where nothing may
 * leave yet, everything is released at once at the end; after a crash before that moment the
 * generation begins again. Start at {@link org.openemm.backend.merger.Merger}, then {@link
 * org.openemm.backend.merger.Generation} and its {@code Release}.
 */
package org.openemm.backend.merger;
