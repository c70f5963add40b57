package org.openemm.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The machine's part of a delivery report (RFC 3464): one entry for each recipient. Reads what is
 * there, also without the blank lines that the standard asks for.
 */
final class DeliveryStatus {
    private static final int MAX_RECIPIENTS = 200;
    private static final int MAX_LINES = 5000;

    /**
     * What the report says of one recipient. All texts may be empty.
     *
     * @param address where it was to go in the end, as written
     * @param original where the sender addressed it
     * @param action in lower case: failed, delayed, delivered, relayed, expanded
     * @param diagnostic what the server said, with its type in front, unfolded
     */
    record Entry(String address, String original, String action, String status, String diagnostic) {
        /**
         * Status and what the server said together: the milder one counts, else the clearer one.
         */
        Optional<StatusCode> code() {
            Optional<StatusCode> stated = StatusCode.in(status);
            Optional<StatusCode> said = StatusCode.inReply(diagnostic);
            if (stated.isEmpty() || said.isEmpty()) {
                return stated.or(() -> said);
            }
            if (stated.get().kind() != said.get().kind()) {
                return stated.get().kind() < said.get().kind() ? stated : said;
            }
            return said.get().isBare() ? stated : said;
        }

        /** The address people know. */
        String recipient() {
            return original.isEmpty() ? address : original;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private String address = "";
    private String original = "";
    private String action = "";
    private String status = "";
    private String diagnostic = "";

    private DeliveryStatus() {}

    static List<Entry> read(String text) {
        DeliveryStatus report = new DeliveryStatus();
        StringBuilder field = new StringBuilder();
        int lines = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (++lines > MAX_LINES) {
                break;
            }
            boolean continued = !line.isBlank() && Character.isWhitespace(line.charAt(0));
            if (continued && field.length() > 0) {
                if (field.length() < Limits.HEADER) {
                    field.append(' ').append(line.strip());
                }
            } else {
                report.field(field.toString());
                field.setLength(0);
                field.append(line.strip());
            }
        }
        report.field(field.toString());
        report.finish();
        return List.copyOf(report.entries);
    }

    private void field(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            return;
        }
        String value = line.substring(colon + 1).strip();
        switch (line.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
            case "original-recipient" -> {
                if (!original.isEmpty() || !status.isEmpty() || !action.isEmpty()) {
                    finish();
                }
                original = Addresses.ofReport(value);
            }
            case "final-recipient" -> {
                // Some write the original recipient last, so the address alone begins a new entry.
                if (!address.isEmpty() || !status.isEmpty() && !action.isEmpty()) {
                    finish();
                }
                address = Addresses.ofReport(value);
            }
            case "action" -> action = word(value);
            case "status" -> status = value;
            case "diagnostic-code" -> diagnostic = value;
            default -> {}
        }
    }

    private void finish() {
        boolean said = !(action.isEmpty() && status.isEmpty() && diagnostic.isEmpty());
        if (said && entries.size() < MAX_RECIPIENTS) {
            entries.add(new Entry(address, original, action, status, diagnostic));
        }
        address = "";
        original = "";
        action = "";
        status = "";
        diagnostic = "";
    }

    private static String word(String value) {
        int end = 0;
        while (end < value.length() && Character.isLetter(value.charAt(end))) {
            end++;
        }
        return value.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
