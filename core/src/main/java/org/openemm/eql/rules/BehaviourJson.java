package org.openemm.eql.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.openemm.eql.Circumstances;
import org.openemm.eql.Condition;

/** A rule about mailings, links, lists or money as JSON. Any mailing or list is -1. */
final class BehaviourJson {
    private static final int ANY = -1;
    private static final String MAILING = "rules.error.mailing";

    /** The class of device has the name {@code device}. */
    private static final Map<Circumstances.Equipment, String> EQUIPMENT =
            Map.of(
                    Circumstances.Equipment.DEVICE, "deviceName",
                    Circumstances.Equipment.OS, "os",
                    Circumstances.Equipment.CLIENT, "client");

    private final JsonNode json;
    private final RuleValue value;
    private final List<Integer> path;

    BehaviourJson(JsonNode json, RuleValue value, List<Integer> path) {
        this.json = json;
        this.value = value;
        this.path = path;
    }

    Claim read(String id) {
        return switch (id) {
            case RuleIds.RECEIVED -> new Claim.Received(value.idOrAny(MAILING), how(false));
            case RuleIds.OPENED -> new Claim.Opened(value.idOrAny(MAILING), how(true));
            case RuleIds.CLICKED -> clicked();
            case RuleIds.BOUND ->
                    new Claim.Bound(
                            value.idOrAny("rules.error.list"),
                            property("status").choice(Condition.Binding.Status.class),
                            property("medium").choice(Condition.Binding.Medium.class),
                            property("userType").choice(Condition.Binding.Type.class));
            case RuleIds.GROUP -> new Claim.InGroup(value.id("rules.error.target"));
            default -> revenue();
        };
    }

    private Claim clicked() {
        if (!value.isList()) {
            return new Claim.Clicked(value.idOrAny(MAILING), OptionalInt.empty(), how(true));
        }
        value.needsSize(2, 2);
        int mailing = value.part(0).idOrAny(MAILING);
        RuleValue link = value.part(1);
        if (link.isNone()) {
            return new Claim.Clicked(mailing, OptionalInt.empty(), how(true));
        }
        if (mailing == 0) {
            // A link belongs to one mailing.
            throw new RulesError(path, MAILING);
        }
        return new Claim.Clicked(mailing, OptionalInt.of(link.id("rules.error.link")), how(true));
    }

    private Claim revenue() {
        value.needsSize(2, 2);
        return new Claim.Revenue(
                value.part(0).idOrAny(MAILING),
                RuleJson.operator(json.path("operator").asText(), path),
                value.part(1).number());
    }

    private Circumstances how(boolean onDevice) {
        Optional<Circumstances.Device> device =
                property("device").choice(Circumstances.Device.class);
        Map<Circumstances.Equipment, String> equipment =
                new EnumMap<>(Circumstances.Equipment.class);
        EQUIPMENT.forEach(
                (kind, name) ->
                        property(name).optionalText().ifPresent(t -> equipment.put(kind, t)));
        if ((device.isPresent() || !equipment.isEmpty()) && !onDevice) {
            throw new RulesError(path, "rules.error.value");
        }
        return new Circumstances(
                device,
                equipment,
                Math.max(1, property("times").count(2)),
                property("days").count(1));
    }

    private RuleValue property(String name) {
        return new RuleValue(json.path(name), path);
    }

    static void write(Claim claim, ObjectNode json) {
        if (claim instanceof Claim.Revenue revenue) {
            json.put("id", RuleIds.REVENUE).put("operator", revenue.operator().id());
            json.putArray("value").add(any(revenue.mailingId())).add(revenue.number());
            return;
        }
        json.put("operator", Operator.EQUAL.id());
        if (claim instanceof Claim.Received received) {
            json.put("id", RuleIds.RECEIVED).put("value", any(received.mailingId()));
            how(received.how(), json);
        } else if (claim instanceof Claim.Opened opened) {
            json.put("id", RuleIds.OPENED).put("value", any(opened.mailingId()));
            how(opened.how(), json);
        } else if (claim instanceof Claim.Clicked clicked) {
            json.put("id", RuleIds.CLICKED);
            json.putArray("value").add(any(clicked.mailingId())).add(clicked.linkId().orElse(ANY));
            how(clicked.how(), json);
        } else if (claim instanceof Claim.InGroup in) {
            json.put("id", RuleIds.GROUP).put("value", in.targetId());
        } else if (claim instanceof Claim.Bound bound) {
            json.put("id", RuleIds.BOUND).put("value", any(bound.mailinglistId()));
            bound.status().ifPresent(status -> json.put("status", name(status)));
            bound.medium().ifPresent(medium -> json.put("medium", name(medium)));
            bound.type().ifPresent(type -> json.put("userType", name(type)));
        }
    }

    private static int any(int id) {
        return id == 0 ? ANY : id;
    }

    private static void how(Circumstances how, ObjectNode json) {
        how.device().ifPresent(device -> json.put("device", name(device)));
        how.equipment().forEach((kind, name) -> json.put(EQUIPMENT.get(kind), name));
        if (how.times() > 1) {
            json.put("times", how.times());
        }
        if (how.days() > 0) {
            json.put("days", how.days());
        }
    }

    private static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
