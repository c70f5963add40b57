package org.openemm.backend.maillog;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.bounce.Attempt;

/**
 * What stands behind the time in a line of Postfix: {@code host postfix/smtp[123]: QUEUEID:
 * key=value, key=value, status=bounced (text)}. Instances may be named differently; what counts is
 * the service at the end of the name.
 */
final class PostfixLine {
    /** Short ones are hexadecimal, long ones have digits and letters without vowels. */
    private static final Pattern QUEUE_ID =
            Pattern.compile("[0-9A-F]{6,20}|[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{10,30}");

    private static final Pattern RELAY = Pattern.compile("([^\\[\\]]+)\\[([^\\]]*)\\](?::(\\d+))?");
    private static final String MESSAGE_ID = "message-id=<";
    private static final String COUNT = ", nrcpt=";
    private static final String NOBODY = "none";

    private PostfixLine() {}

    /**
     * @param line the whole line
     * @param from where the time ends
     */
    static Optional<LogEvent> parse(String line, int from) {
        int host = line.indexOf(' ', from + 1);
        int open = host < 0 ? -1 : line.indexOf('[', host);
        int colon = open < 0 ? -1 : line.indexOf("]: ", open);
        int idEnd = colon < 0 ? -1 : line.indexOf(": ", colon + 3);
        if (idEnd < 0) {
            return Optional.empty();
        }
        String queueId = line.substring(colon + 3, idEnd);
        if (queueId.length() > 30 || !QUEUE_ID.matcher(queueId).matches()) {
            return Optional.empty();
        }
        String name = line.substring(host + 1, open);
        int slash = name.lastIndexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        return event(name.substring(slash + 1), queueId, line.substring(idEnd + 2));
    }

    private static Optional<LogEvent> event(String service, String queueId, String rest) {
        if (service.equals("cleanup")) {
            return arrived(queueId, rest);
        }
        if (service.equals("qmgr") || service.equals("oqmgr")) {
            return queue(queueId, rest);
        }
        return rest.startsWith("to=<") ? tried(queueId, rest) : Optional.empty();
    }

    private static Optional<LogEvent> arrived(String queueId, String rest) {
        boolean resent = rest.startsWith("resent-");
        int at = rest.indexOf(MESSAGE_ID);
        if (resent || at != 0) {
            return Optional.empty();
        }
        int end = rest.lastIndexOf('>');
        return end < at + MESSAGE_ID.length()
                ? Optional.empty()
                : Optional.of(
                        new LogEvent.Arrived(queueId, rest.substring(MESSAGE_ID.length(), end)));
    }

    private static Optional<LogEvent> queue(String queueId, String rest) {
        if (rest.equals("removed")) {
            return Optional.of(new LogEvent.Removed(queueId));
        }
        if (rest.startsWith("to=<")) {
            return tried(queueId, rest);
        }
        if (rest.contains(", status=expired") || rest.contains(", status=force-expired")) {
            return Optional.of(new LogEvent.Expired(queueId));
        }
        int at = rest.lastIndexOf(COUNT);
        if (at < 0) {
            return Optional.empty();
        }
        int count = 0;
        for (int i = at + COUNT.length();
                i < rest.length() && Character.isDigit(rest.charAt(i));
                i++) {
            count = Math.min(count * 10 + rest.charAt(i) - '0', 1_000_000);
        }
        return Optional.of(new LogEvent.Queued(queueId, count));
    }

    private static Optional<LogEvent> tried(String queueId, String rest) {
        Map<String, String> values = new HashMap<>();
        int at = 0;
        while (at < rest.length()) {
            int equals = rest.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String key = rest.substring(at, equals);
            if (key.equals("status")) {
                values.put(key, rest.substring(equals + 1));
                break;
            }
            // An address may hold commas.
            String end =
                    equals + 1 < rest.length() && rest.charAt(equals + 1) == '<' ? ">, " : ", ";
            int next = rest.indexOf(end, equals + 1);
            if (next < 0) {
                return Optional.empty();
            }
            values.put(key, rest.substring(equals + 1, next + end.length() - 2));
            at = next + end.length();
        }
        return tried(queueId, values);
    }

    private static Optional<LogEvent> tried(String queueId, Map<String, String> values) {
        String status = values.getOrDefault("status", "");
        int blank = status.indexOf(' ');
        Optional<Attempt.State> state = state(blank < 0 ? status : status.substring(0, blank));
        if (state.isEmpty() || !values.containsKey("dsn")) {
            return Optional.empty();
        }
        String to = address(values.get("to"));
        Map<String, String> facts = new HashMap<>();
        facts.put("to", to);
        facts.put("queue_id", queueId);
        String relay = values.getOrDefault("relay", NOBODY);
        Matcher parts = RELAY.matcher(relay);
        if (parts.matches()) {
            relay = parts.group(1);
            facts.put("ip", parts.group(2));
            if (parts.group(3) != null) {
                facts.put("port", parts.group(3));
            }
        }
        if (!relay.equals(NOBODY)) {
            facts.put("relay", relay);
        }
        return Optional.of(
                new LogEvent.Tried(
                        queueId,
                        to,
                        address(values.getOrDefault("orig_to", values.get("to"))),
                        state.get(),
                        values.get("dsn"),
                        relay,
                        text(blank < 0 ? "" : status.substring(blank + 1)),
                        facts));
    }

    private static Optional<Attempt.State> state(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "sent" -> Optional.of(Attempt.State.DELIVERED);
            case "deferred", "softbounce" -> Optional.of(Attempt.State.PUT_OFF);
            case "bounced", "expired", "undeliverable" -> Optional.of(Attempt.State.BOUNCED);
            default -> Optional.empty();
        };
    }

    private static String address(String value) {
        return value.length() > 1 && value.startsWith("<")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    private static String text(String value) {
        return value.startsWith("(") && value.endsWith(")")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
