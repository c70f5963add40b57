/**
 * Texts by key and language, read from {@code messages/*.properties}. Which language a person reads
 * is known to the caller; formats of dates and numbers are the business of the pages.
 */
package org.openemm.i18n;
