package org.openemm.backend.xmlback;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openemm.backend.spool.PackageReader;
import org.openemm.rendering.MailingSnapshot;
import org.openemm.rendering.RecipientRow;
import org.openemm.rendering.RowFormat;

/**
 * {@code bin/package.sh FILE [TEXT]}: shows what lies in a package: the mailing, then a line per
 * receiver with its values. With a text only receivers with that id or with it in their address.
 * Never shows keys.
 */
public final class PackageCommand {
    private static final int USAGE = 2;
    private static final int DAMAGED = 1;

    private final PrintStream out;

    PackageCommand(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: package.sh FILE [CUSTOMER-ID or part of an address]");
            System.exit(USAGE);
        }
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        try {
            new PackageCommand(out)
                    .show(Path.of(arguments[0]), arguments.length > 1 ? arguments[1] : "");
        } catch (IOException e) {
            out.flush();
            System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            System.exit(DAMAGED);
        }
        out.flush();
    }

    /**
     * Prints a package.
     *
     * @param wanted id or part of an address; empty: all receivers
     * @throws IOException when it is no package or damaged
     */
    void show(Path file, String wanted) throws IOException {
        try (PackageReader reader = new PackageReader(file)) {
            MailingSnapshot mailing = PackageJson.readMailing(reader.snapshotJson());
            MailingSnapshot.Run run = mailing.run();
            out.printf(
                    "# %s%n# company %d, mailing %d \"%s\", send job %d%s, send date %s, subject"
                            + " \"%s\"%n",
                    file.getFileName(),
                    mailing.tenant().companyId(),
                    run.mailingId(),
                    line(run.mailingName()),
                    run.statusId(),
                    run.statusField(),
                    run.sendDate(),
                    line(mailing.letter().subject()));
            out.println(
                    Stream.of(
                                    Stream.of(
                                            "customer_id",
                                            "user_type",
                                            "mailtype",
                                            "email",
                                            "user_status",
                                            "sys_tracking_veto"),
                                    mailing.columns().stream().map(MailingSnapshot.Column::name),
                                    mailing.targets().stream()
                                            .map(target -> "target_" + target.id()))
                            .flatMap(names -> names)
                            .collect(Collectors.joining("\t")));
            long count = 0;
            for (PackageReader.Receiver next = reader.next(); next != null; next = reader.next()) {
                RecipientRow row = RowFormat.read(next.customerId(), next.row());
                if (isWanted(row, wanted)) {
                    out.println(String.join("\t", cells(row)));
                }
                count++;
            }
            out.printf("# %d receivers%n", count);
        }
    }

    private static boolean isWanted(RecipientRow row, String wanted) {
        return wanted.isEmpty()
                || wanted.equals(Long.toString(row.customerId()))
                || row.email() != null && row.email().contains(wanted);
    }

    private static List<String> cells(RecipientRow row) {
        Stream.Builder<String> cells = Stream.builder();
        cells.add(Long.toString(row.customerId()));
        cells.add(String.valueOf(row.userType()));
        cells.add(Integer.toString(row.mailtype()));
        cells.add(row.email() == null ? "NULL" : line(row.email()));
        cells.add(Integer.toString(row.userStatus()));
        cells.add(row.trackingVeto() ? "1" : "0");
        for (String value : row.values()) {
            cells.add(value == null ? "NULL" : line(value));
        }
        for (boolean flag : row.targetFlags()) {
            cells.add(flag ? "1" : "0");
        }
        return cells.build().toList();
    }

    /** What a person wrote cannot make lines or move the cursor of a terminal. */
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
