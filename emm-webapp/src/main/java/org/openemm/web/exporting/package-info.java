/** Export of recipients: profiles, their editor with a look at the first rows, runs and files. */
package org.openemm.web.exporting;
