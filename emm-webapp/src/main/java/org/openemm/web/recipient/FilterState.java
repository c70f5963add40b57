package org.openemm.web.recipient;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.target.RecipientFilter;

/** A filter of recipients as parameters of addresses and forms. */
final class FilterState {
    /** All of them. */
    static final List<String> NAMES =
            List.of("q", "list", "status", "type", "target", "rules", "eql");

    private FilterState() {}

    /**
     * The filter that parameters say; what is no number asks for nothing.
     *
     * @param parameter value by name, empty text for none
     */
    static RecipientFilter of(UnaryOperator<String> parameter) {
        String type = parameter.apply("type");
        return new RecipientFilter(
                        parameter.apply("q"),
                        number(parameter.apply("list")),
                        BindingStatus.find(number(parameter.apply("status"))).orElse(null),
                        type.isEmpty() ? null : UserType.find(type.charAt(0)).orElse(null),
                        number(parameter.apply("target")),
                        List.of(),
                        false,
                        parameter.apply("eql").replace("\r\n", "\n"))
                .withEncoded(parameter.apply("rules"));
    }

    /** Parameters of a filter, without those that ask for nothing. */
    static Map<String, String> parameters(RecipientFilter filter) {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "q", filter.text());
        put(parameters, "list", filter.mailinglistId() == 0 ? "" : "" + filter.mailinglistId());
        put(parameters, "status", filter.status() == null ? "" : "" + filter.status().code());
        put(parameters, "type", filter.userType() == null ? "" : "" + filter.userType().code());
        put(parameters, "target", filter.targetId() == 0 ? "" : "" + filter.targetId());
        put(parameters, "rules", RecipientFilter.encoded(filter.rules(), filter.any()));
        put(parameters, "eql", filter.eql());
        return parameters;
    }

    /** As the part of an address after the question mark. */
    static String query(RecipientFilter filter) {
        return parameters(filter).entrySet().stream()
                .map(
                        entry ->
                                entry.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The list with that filter and no other. */
    static String list(RecipientFilter filter) {
        String query = query(filter);
        return RecipientListResource.LIST + "?" + (query.isEmpty() ? "q=" : query);
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    private static int number(String text) {
        return text.matches("-?[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }
}
