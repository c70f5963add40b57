/**
 * Screens of mailings and templates: overview, creation, settings, content, links, images,
 * attachments, preview, sending. Start at {@link org.openemm.web.mailing.MailingScreens}; the rules
 * are in {@code org.openemm.mailing} and {@code org.openemm.delivery}.
 */
package org.openemm.web.mailing;
