package org.openemm.rendering;

/**
 * A mail to look at before it is sent.
 *
 * @param customerId recipient it was made for; 0 for one of whom nothing is known
 * @param subject as a person reads it
 * @param from as a person reads it
 * @param header the header lines as they would be sent
 */
public record Preview(
        long customerId, String subject, String from, String header, String text, String html) {}
