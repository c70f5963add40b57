/**
 * The screens of the built-in mailbox, which keeps mails instead of sending them: list, one message
 * in all its forms, addresses to refuse. Only for administrators of the system, as it holds the
 * mails of all companies.
 */
package org.openemm.web.mailbox;
