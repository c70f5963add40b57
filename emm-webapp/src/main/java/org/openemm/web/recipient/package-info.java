/**
 * Screens of recipients and their profile fields: list, one recipient with its mailing lists and
 * history, fields.
 *
 * <p>No rules here: they are in the core's package recipient. Start with {@link
 * org.openemm.web.recipient.RecipientScreens}.
 */
package org.openemm.web.recipient;
