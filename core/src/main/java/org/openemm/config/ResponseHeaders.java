package org.openemm.config;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openemm.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Headers that administrators add to the responses of the web applications
 * (http_response_headers_tbl). Rows that cannot be a header are told in the log and left out. Read
 * anew after five minutes. Thread-safe.
 */
public final class ResponseHeaders {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseHeaders.class);
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    /** RFC 9110 section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private final Database database;
    private final Reloading<List<Rule>> rules;

    /** Which responses a header is for. */
    public enum Use {
        /** Pages and answers of services. */
        FILTER,
        /** Files such as style sheets and images. */
        RESOURCE
    }

    /**
     * @param overwrite whether it replaces a header that the application has set
     */
    public record Header(String name, String value, boolean overwrite) {}

    private record Rule(
            Header header, List<String> applications, Use use, Pattern host, Pattern query) {
        boolean fits(String application, Use wanted, String remoteHost, String queryString) {
            return use == wanted
                    && (applications.isEmpty() || applications.contains(application))
                    && (host == null || host.matcher(remoteHost).matches())
                    && (query == null || query.matcher(queryString).matches());
        }
    }

    public ResponseHeaders(Database database, Clock clock) {
        this.database = database;
        rules = new Reloading<>(this::read, read -> LIFETIME, clock);
    }

    /**
     * The headers for one response.
     *
     * @param application emm, rdir, ws or birt
     * @param remoteHost name or address of the client
     * @param queryString of the request, null or empty for none
     */
    public List<Header> of(String application, Use use, String remoteHost, String queryString) {
        String host = remoteHost == null ? "" : remoteHost;
        String query = queryString == null ? "" : queryString;
        return rules.get().stream()
                .filter(rule -> rule.fits(application, use, host, query))
                .map(Rule::header)
                .toList();
    }

    /** Reads the rows anew at the next question. */
    public void reload() {
        rules.forget();
    }

    private List<Rule> read() {
        return database.inTransaction(
                tx ->
                        tx
                                .sql()
                                .createQuery(
                                        """
                                        SELECT header_name, header_value, overwrite, app_types, used_for,
                                               remote_hostname_pattern, query_pattern
                                          FROM http_response_headers_tbl
                                        """)
                                .map(
                                        (row, context) ->
                                                rule(
                                                        new Header(
                                                                row.getString("header_name")
                                                                        .strip(),
                                                                row.getString("header_value")
                                                                        .strip(),
                                                                row.getInt("overwrite") > 0),
                                                        row.getString("app_types"),
                                                        row.getString("used_for"),
                                                        row.getString("remote_hostname_pattern"),
                                                        row.getString("query_pattern")))
                                .list()
                                .stream()
                                .flatMap(List::stream)
                                .toList());
    }

    private static List<Rule> rule(
            Header header, String applications, String use, String host, String query) {
        try {
            if (!TOKEN.matcher(header.name()).matches()
                    || header.value().chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("no valid HTTP header");
            }
            return List.of(
                    new Rule(
                            header,
                            Arrays.stream(applications.split("[,;\\s]+"))
                                    .filter(name -> !name.isEmpty())
                                    .toList(),
                            "resource".equalsIgnoreCase(use) ? Use.RESOURCE : Use.FILTER,
                            pattern(host),
                            pattern(query)));
        } catch (PatternSyntaxException e) {
            LOG.warn("Response header {} left out: {}", header.name(), e.getDescription());
        } catch (IllegalArgumentException e) {
            LOG.warn("Response header {} left out: {}", header.name(), e.getMessage());
        }
        return List.of();
    }

    private static Pattern pattern(String expression) {
        return expression == null || expression.isBlank() ? null : Pattern.compile(expression);
    }
}
