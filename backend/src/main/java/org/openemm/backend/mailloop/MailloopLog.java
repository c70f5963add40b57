package org.openemm.backend.mailloop;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.openemm.config.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code log/mailloop.log}: for each thing done with a message a line {@code
 * licence;filter;time;action;+|-;name=value ...}, values as in addresses of web pages, with tabs
 * between. Thread-safe.
 */
final class MailloopLog {
    private static final Logger LOG = LoggerFactory.getLogger(MailloopLog.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int LONGEST = 300;

    private final Path file;
    private final Clock clock;

    MailloopLog(Home home, Clock clock) {
        file = home.log().resolve("mailloop.log");
        this.clock = clock;
    }

    /** A log that cannot be written does not hold up the work. */
    void write(List<Desk.Result> results) {
        StringBuilder lines = new StringBuilder();
        String now = LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()).format(TIME);
        for (Desk.Result result : results) {
            result.deeds().forEach(deed -> lines.append(line(result.letter(), deed, now)));
        }
        append(lines.toString());
    }

    private static String line(Letter letter, Deed deed, String now) {
        StringBuilder line = new StringBuilder("0;");
        line.append(letter.ridName()).append(';').append(now).append(';').append(deed.action());
        line.append(deed.done() ? ";+;" : ";-;");
        line.append("company=").append(letter.companyId());
        letter.uid()
                .ifPresent(
                        uid ->
                                line.append("\tmailing=")
                                        .append(uid.mailing())
                                        .append("\tcustomer=")
                                        .append(uid.recipient()));
        line.append("\tfrom=").append(quoted(letter.mail().from()));
        line.append("\tto=").append(quoted(letter.addressee()));
        line.append("\tremark=").append(quoted(deed.remark()));
        line.append("\tfile=").append(letter.taken().name());
        return line.append('\n').toString();
    }

    private synchronized void append(String lines) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }

    private static String quoted(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return URLEncoder.encode(cut, StandardCharsets.UTF_8);
    }
}
