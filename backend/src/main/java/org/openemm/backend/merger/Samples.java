package org.openemm.backend.merger;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.content.AddressList;
import org.openemm.rendering.MailingSnapshot;

/**
 * Who gets a sample of a run: addresses by which somebody, often a program, watches what leaves.
 * For mailings to a list {@code sample_emails} and {@code delivery_check_emails} (config_tbl, class
 * mailout), for test mails {@code SpamCheckAddress} (company_info_tbl). An entry {@code n:address}
 * only counts when the run has more than n recipients.
 */
final class Samples {
    private static final Pattern FROM = Pattern.compile("(\\d{1,9}):(.+)");
    private static final Pattern ADDRESS =
            Pattern.compile("[!-~&&[^<>,;:\"()@\\[\\]\\\\]]{1,64}@[A-Za-z0-9.-]{1,255}");

    private final List<String> entries;

    private Samples(List<String> entries) {
        this.entries = entries;
    }

    static Samples of(MailingSnapshot mailing) {
        String settings =
                switch (mailing.run().statusField()) {
                    case 'W' ->
                            setting(mailing, "mailout:ini.sample_emails")
                                    + " "
                                    + setting(mailing, "mailout:ini.delivery_check_emails");
                    case 'T' -> setting(mailing, "SpamCheckAddress");
                    default -> "";
                };
        return new Samples(AddressList.parse(settings));
    }

    private static String setting(MailingSnapshot mailing, String name) {
        return mailing.tenant().setting(name).orElse("");
    }

    /** Whether the number of recipients must be known to tell who gets one. */
    boolean dependOnCount() {
        return entries.stream().anyMatch(entry -> FROM.matcher(entry).matches());
    }

    /** Addresses, each once; what is no address is left out. */
    List<String> addresses(long recipients) {
        List<String> addresses = new ArrayList<>();
        for (String entry : entries) {
            Matcher from = FROM.matcher(entry);
            boolean limited = from.matches();
            String address = limited ? from.group(2) : entry;
            if (ADDRESS.matcher(address).matches()
                    && !addresses.contains(address)
                    && (!limited || recipients > Long.parseLong(from.group(1)))) {
                addresses.add(address);
            }
        }
        return addresses;
    }
}
