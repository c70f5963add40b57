/**
 * What {@code bin/*.sh} call: lays out the home directory, starts, stops and watches MariaDB,
 * backend and Tomcat, and runs the commands of the support tool OST. Start reading in {@link
 * org.openemm.control.Main}. No rule of the product lives here; it uses core as everybody else
 * does.
 */
package org.openemm.control;
