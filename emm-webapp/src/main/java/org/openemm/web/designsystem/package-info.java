/**
 * The living page of the design system: every component in every state, made of the components
 * themselves. When to use which says docs/design-system.md; here one sees them.
 */
package org.openemm.web.designsystem;
