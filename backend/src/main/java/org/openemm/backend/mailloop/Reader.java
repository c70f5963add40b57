package org.openemm.backend.mailloop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.openemm.mailloop.Acceptance;
import org.openemm.response.Finding;
import org.openemm.response.IncomingMail;

/** From a file of the spool to what it means. Thread-safe. */
final class Reader {
    /** Nothing that is longer is forwarded; what it means is looked for in less. */
    static final int MOST_BYTES = 32 * 1024 * 1024;

    private final FilterWatch filters;
    private final Scanners scanners;

    Reader(FilterWatch filters, Scanners scanners) {
        this.filters = filters;
        this.scanners = scanners;
    }

    Letter read(IncomingSpool.Taken taken) throws IOException {
        byte[] raw;
        try (InputStream in = Files.newInputStream(taken.file())) {
            raw = in.readNBytes(MOST_BYTES);
        }
        IncomingMail mail = IncomingMail.parse(raw);
        List<String> addressees = Letter.addressees(mail);
        Optional<Acceptance> acceptance = filters.acceptance(addressees);
        Finding finding =
                scanners.of(
                                acceptance.map(Acceptance::companyId).orElse(0),
                                acceptance.map(Acceptance::filterId).orElse(0))
                        .scan(mail);
        if (acceptance.isEmpty()) {
            acceptance = finding.uid().flatMap(uid -> filters.onlyFilterOf(uid.company()));
        }
        return new Letter(
                taken,
                raw,
                mail,
                finding,
                acceptance,
                addressees.isEmpty() ? "" : addressees.get(0));
    }
}
