/** Forms in a real browser: nothing typed is lost, everything can be done with the keyboard. */
package org.openemm.web.forms;
