package org.openemm.mailloop;

import java.util.List;

/**
 * Messages of one page, newest first.
 *
 * @param total all that match, counted up to {@link Messages#MOST_COUNTED}
 */
public record MessagePage(List<IncomingMessage> messages, int total) {
    public MessagePage {
        messages = List.copyOf(messages);
    }
}
