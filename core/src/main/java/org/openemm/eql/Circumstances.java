package org.openemm.eql;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How, how often and how lately something was done or received.
 *
 * @param device kind of device it was done on; empty for any, and always for what was received
 * @param equipment names of what it was done with; empty for anything, and always for what was
 *     received
 * @param times at least so many times, 1 or more
 * @param days within so many times 24 hours before now; 0 for ever since
 */
public record Circumstances(
        Optional<Device> device, Map<Equipment, String> equipment, int times, int days) {
    /** At least once, ever, on whatever. */
    public static final Circumstances ANY = new Circumstances(Optional.empty(), Map.of(), 1, 0);

    /** Kinds of devices that tracking tells apart (device_class_id). */
    public enum Device {
        DESKTOP(1),
        MOBILE(2),
        TABLET(3),
        SMARTTV(4);

        private final int code;

        Device(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** What tracking knows by name: such as iPhone, iOS and Mobile Safari. */
    public enum Equipment {
        DEVICE,
        OS,
        CLIENT
    }

    public Circumstances {
        Map<Equipment, String> inOrder = new EnumMap<>(Equipment.class);
        inOrder.putAll(equipment);
        equipment = Collections.unmodifiableMap(inOrder);
    }

    public boolean isAny() {
        return equals(ANY);
    }

    /** Whether it matters what it was done with. */
    boolean asksForEquipment() {
        return device.isPresent() || !equipment.isEmpty();
    }

    /** The same span of time, at least once on whatever. */
    Circumstances sinceOnly() {
        return new Circumstances(Optional.empty(), Map.of(), 1, days);
    }
}
