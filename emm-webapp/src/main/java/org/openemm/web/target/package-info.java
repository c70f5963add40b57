/**
 * Screens of target groups: list, editor with the rule checked and counted while one types, what
 * uses a group, deletion. Start with {@code TargetResource} and {@code jte/target/edit.jte}; the
 * rules themselves are in {@code org.openemm.target}.
 */
package org.openemm.web.target;
