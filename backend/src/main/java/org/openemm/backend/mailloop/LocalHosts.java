package org.openemm.backend.mailloop;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openemm.config.SystemCfg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts whose mails are not looked at: this machine itself, and those whose name or address one of
 * the expressions of {@code filter-local-hostnames} in etc/system.cfg matches as a whole (separated
 * by commas or white space). Immutable.
 */
final class LocalHosts {
    private static final Logger LOG = LoggerFactory.getLogger(LocalHosts.class);
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    private final List<Pattern> patterns;

    private LocalHosts(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    static LocalHosts of(SystemCfg settings) {
        return of(settings.get("filter-local-hostnames").orElse(""));
    }

    /** A wrong expression is told of and passed over. */
    static LocalHosts of(String expressions) {
        return new LocalHosts(
                Arrays.stream(expressions.split("[,\\s]+"))
                        .filter(expression -> !expression.isEmpty())
                        .map(LocalHosts::compile)
                        .flatMap(Optional::stream)
                        .toList());
    }

    /**
     * @param name as the mail server found it, or the address in brackets
     * @param address as the mail server writes it, may begin with {@code IPv6:}; empty for unknown
     */
    boolean contains(String name, String address) {
        String bare =
                address.toLowerCase(Locale.ROOT).startsWith("ipv6:")
                        ? address.substring(5)
                        : address;
        return isLoopback(bare)
                || patterns.stream()
                        .anyMatch(
                                pattern ->
                                        pattern.matcher(name).matches()
                                                || pattern.matcher(bare).matches());
    }

    private static boolean isLoopback(String address) {
        if (!ADDRESS.matcher(address).matches()) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Optional<Pattern> compile(String expression) {
        try {
            return Optional.of(Pattern.compile(expression, Pattern.CASE_INSENSITIVE));
        } catch (PatternSyntaxException e) {
            LOG.warn("filter-local-hostnames in etc/system.cfg: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
