package org.openemm.mailbox;

import java.util.List;

/**
 * Some of the messages, newest first.
 *
 * @param total messages that match the search
 * @param page counted from 1
 */
public record MailboxPage(List<StoredMessage> messages, int total, int page, int pageSize) {}
