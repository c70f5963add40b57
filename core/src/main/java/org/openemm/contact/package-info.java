/**
 * What passed between us and one recipient: subscriptions and their changes, mails, openings,
 * clicks, bounces, on one timeline. Only reads. Start with {@link org.openemm.contact.Contacts}.
 */
package org.openemm.contact;
