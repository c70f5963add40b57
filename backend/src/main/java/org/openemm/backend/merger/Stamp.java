package org.openemm.backend.merger;

import org.openemm.delivery.Maildrop;

/** Content of a file that says a package may be sent: lines of key and value. */
final class Stamp {
    private Stamp() {}

    /**
     * @param receivers of the whole mailing; 0: not yet known
     * @param count mails in the package
     */
    static String text(
            GenerationFiles.Head head, Maildrop job, long receivers, int count, String host) {
        StringBuilder text = new StringBuilder();
        line(text, "Licence-ID", GenerationFiles.LICENCE);
        line(text, "Company-ID", job.companyId());
        line(text, "Company-Name", head.companyName());
        line(text, "Mailinglist-ID", head.mailinglistId());
        line(text, "Mailinglist-Name", head.mailinglistName());
        line(text, "Mailing-ID", job.mailingId());
        line(text, "Mailing-Name", head.mailingName());
        if (receivers > 0) {
            line(text, "Subscriber-Count", receivers);
            line(text, "Receiver-Count", receivers);
        }
        line(text, "Count", count);
        line(text, "Origin", host);
        return text.toString();
    }

    /** For a package whose own stamp a crash has prevented. */
    static String lost(String host) {
        StringBuilder text = new StringBuilder();
        line(text, "Origin", host);
        return text.toString();
    }

    private static void line(StringBuilder text, String key, Object value) {
        text.append(key)
                .append(": ")
                .append(value.toString().replaceAll("\\p{Cntrl}", " "))
                .append('\n');
    }
}
