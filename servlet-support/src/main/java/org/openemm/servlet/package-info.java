/**
 * What the three web applications share of the servlet container: opening the core over the
 * container's connection pool, logging into the home directory, incident numbers for errors, the
 * response headers that administrators configure. Start with {@link
 * org.openemm.servlet.CoreListener}. No pages, no protocols.
 */
package org.openemm.servlet;
