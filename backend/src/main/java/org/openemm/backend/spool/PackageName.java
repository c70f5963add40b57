package org.openemm.backend.spool;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.delivery.SendKind;

/**
 * The name of a package file without its ending: {@code
 * AgnMail-<licence>=D<time>=<company>=<run><kind><mailing>=<block>=liaMngA}.
 *
 * @param earliest no mail of it leaves before; local time of this host
 * @param run makes the generation unique: the id of its send job, so that no block of an earlier
 *     generation can ever meet the final file of a later one
 * @param block counted from 1
 */
public record PackageName(
        int licence,
        LocalDateTime earliest,
        int companyId,
        int run,
        SendKind kind,
        int mailingId,
        int block)
        implements Comparable<PackageName> {
    /** Ending of the package itself. */
    public static final String PACKAGE = ".xml.gz";

    /** Ending of the file that says the package is completely written and may be sent. */
    public static final String STAMP = ".stamp";

    /** Ending of the file that says the generation of the whole mailing is complete. */
    public static final String FINAL = ".final";

    /** Ending of the resume record. */
    public static final String RESUME = ".SYNC";

    /**
     * Ending of the file that stands for a generation whose packages are released while it goes on;
     * its block is 0. It holds the frozen mailing.
     */
    public static final String BEGUN = ".begun";

    static final String PREFIX = "AgnMail";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final Pattern NAME =
            Pattern.compile(
                    "AgnMail-(\\d{1,9})=D(\\d{14})=(\\d{1,9})=(\\d{1,9})([WATREDC])(\\d{1,9})"
                            + "=(\\d{1,9})=liaMngA");

    /** The name without ending. */
    public String base() {
        return PREFIX
                + "-"
                + licence
                + "=D"
                + TIME.format(earliest)
                + "="
                + companyId
                + "="
                + generation()
                + "="
                + (kind.isSingle() ? "%05d" : "%04d").formatted(block)
                + "=liaMngA";
    }

    /** The part that all packages of one generation share, e.g. {@code 3W17}. */
    public String generation() {
        return run + String.valueOf(kind.code()) + mailingId;
    }

    /**
     * Reads a file name or base name.
     *
     * @return empty for anything that is no package of ours
     */
    public static Optional<PackageName> parse(String fileName) {
        Matcher matcher = NAME.matcher(stripEnding(fileName));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PackageName(
                            Integer.parseInt(matcher.group(1)),
                            LocalDateTime.parse(matcher.group(2), TIME),
                            Integer.parseInt(matcher.group(3)),
                            Integer.parseInt(matcher.group(4)),
                            SendKind.of(matcher.group(5)),
                            Integer.parseInt(matcher.group(6)),
                            Integer.parseInt(matcher.group(7))));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Single mails first, then by time, then by block. */
    @Override
    public int compareTo(PackageName other) {
        int bySingle = Boolean.compare(other.kind.isSingle(), kind.isSingle());
        if (bySingle != 0) {
            return bySingle;
        }
        int byTime = earliest.compareTo(other.earliest);
        if (byTime != 0) {
            return byTime;
        }
        int byRun = Integer.compare(run, other.run);
        return byRun != 0 ? byRun : Integer.compare(block, other.block);
    }

    private static String stripEnding(String fileName) {
        for (String ending : new String[] {PACKAGE, STAMP, FINAL, RESUME, BEGUN}) {
            if (fileName.endsWith(ending)) {
                return fileName.substring(0, fileName.length() - ending.length());
            }
        }
        return fileName;
    }
}
