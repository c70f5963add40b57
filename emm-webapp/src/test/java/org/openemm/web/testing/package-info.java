/**
 * For tests of pages: {@link org.openemm.web.testing.WebAppUnderTest} runs the whole application on
 * an embedded Tomcat with a fresh database; {@link org.openemm.web.testing.Browser} talks to it as
 * a browser without scripts does.
 */
package org.openemm.web.testing;
