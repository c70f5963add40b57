/** E-mail addresses as values: what is one, and how it is written in one way (RFC 5321, 6531). */
package org.openemm.address;
