/**
 * Errors as pages: what kind of error gives which status and words. Start with {@link
 * org.openemm.web.error.ErrorPages}.
 */
package org.openemm.web.error;
