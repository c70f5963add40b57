/**
 * A believable tenant to try the product with: loaded, sent and read through the same doors that
 * people and mail programs use. Does nothing twice. Start with {@link
 * org.openemm.control.demo.Demo}.
 */
package org.openemm.control.demo;
