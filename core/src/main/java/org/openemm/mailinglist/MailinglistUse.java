package org.openemm.mailinglist;

/** A mailing or template that goes to a mailing list. */
public record MailinglistUse(int mailingId, String name, boolean template) {}
