package org.openemm.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openemm.account.Actor;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.Recipient;

/** Values of recipients between JSON and core. Names of fields are columns, in any case. */
final class RecipientValues {
    static final String ID = "customer_id";
    static final String EMAIL = "email";
    private static final List<String> FIRST = List.of(ID, EMAIL, "firstname", "lastname");

    private final ProfileFields fields;

    RecipientValues(ProfileFields fields) {
        this.fields = fields;
    }

    /** All visible fields: id, address and names, then the others by name. */
    Map<String, Object> shown(Actor actor, Recipient recipient) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(ID, recipient.id());
        List<String> columns =
                fields.of(actor).all().stream()
                        .filter(Subscribers::isVisible)
                        .map(ProfileField::column)
                        .sorted(
                                Comparator.comparingInt(RecipientValues::place)
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList();
        for (String column : columns) {
            if (!column.equals(ID)) {
                shown.put(column, Subscribers.shown(recipient.values().get(column), actor.zone()));
            }
        }
        return shown;
    }

    private static int place(String column) {
        int place = FIRST.indexOf(column);
        return place < 0 ? FIRST.size() : place;
    }

    /**
     * Values to store, and the id when it is among them.
     *
     * @param mayHaveId whether the id may be there
     * @throws Refusal for a field that is unknown or not for writing, and for values that are no
     *     single ones
     */
    Map<String, Object> read(Actor actor, JsonNode object, boolean mayHaveId) {
        if (!object.isObject()) {
            throw Refusal.bad("Invalid request data: JSON object expected");
        }
        ProfileFieldCatalog catalog = fields.of(actor);
        Map<String, Object> values = new LinkedHashMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> all = object.fields(); all.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = all.next();
            String name = entry.getKey().strip().toLowerCase(Locale.ROOT);
            boolean id = name.equals(ID) && mayHaveId;
            if (!id && !isWritable(catalog, name)) {
                throw Refusal.bad(
                        "Expected recipient property key "
                                + writable(catalog, mayHaveId)
                                + " but was: '"
                                + Fields.shown(entry.getKey())
                                + "'");
            }
            if (values.put(name, value(name, entry.getValue())) != null) {
                throw Refusal.bad("Duplicate recipient property key: " + name);
            }
        }
        return values;
    }

    private static boolean isWritable(ProfileFieldCatalog catalog, String name) {
        return catalog.column(name).filter(RecipientValues::isWritable).isPresent();
    }

    private static boolean isWritable(ProfileField field) {
        return !field.isMaintained() && field.editing() == ProfileField.Editing.EDITABLE;
    }

    private static String writable(ProfileFieldCatalog catalog, boolean withId) {
        List<String> names = new ArrayList<>();
        if (withId) {
            names.add(ID);
        }
        catalog.all().stream()
                .filter(RecipientValues::isWritable)
                .map(ProfileField::column)
                .forEach(names::add);
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    /** Text, number or null; of the id an integer. */
    private static Object value(String name, JsonNode value) {
        if (name.equals(ID)) {
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw Refusal.bad("Invalid data type for property 'customer_id': Integer expected");
            }
            return value.longValue();
        }
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isNull()) {
            return "";
        }
        if (value.isNumber()) {
            return value.isIntegralNumber() ? value.bigIntegerValue() : value.decimalValue();
        }
        throw Refusal.bad(
                "Invalid data type for property '" + name + "': String or number expected");
    }
}
