package org.openemm.notification;

import java.util.Arrays;
import java.util.List;

/**
 * Something that users want to know.
 *
 * @param companyId 0: concerns the installation
 * @param startedBy admin_id of the user whose doing came to an end; 0: nobody's
 * @param objectId mailing, import or job
 * @param subject name of the object, for people
 * @param numbers figures as the kind says
 */
public record Event(
        Kind kind,
        int companyId,
        int startedBy,
        long objectId,
        String subject,
        List<Long> numbers) {

    public Event {
        numbers = List.copyOf(numbers);
    }

    public static Event of(
            Kind kind,
            int companyId,
            int startedBy,
            long objectId,
            String subject,
            long... numbers) {
        return new Event(
                kind,
                companyId,
                startedBy,
                objectId,
                subject,
                Arrays.stream(numbers).boxed().toList());
    }
}
