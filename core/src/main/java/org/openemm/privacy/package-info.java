/**
 * What a person may ask of those who keep his data: everything about him as a file ({@link
 * org.openemm.privacy.PersonFiles}, GDPR art. 15), and to be forgotten ({@link
 * org.openemm.privacy.Erasure}, art. 17). Knows every table in which a recipient may be; a new
 * table with a customer id gets its place in both.
 */
package org.openemm.privacy;
