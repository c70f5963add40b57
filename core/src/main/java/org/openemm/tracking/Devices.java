package org.openemm.tracking;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.regex.Pattern;
import ua_parser.Client;
import ua_parser.Parser;

/** Tells from a user agent what somebody reads with. Thread-safe; remembers what it saw. */
final class Devices {
    private static final int REMEMBERED = 20_000;
    private static final String UNKNOWN = "Other";
    private static final int LONGEST = 100;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\p{L}\\p{N}\\p{P}\\p{S}]+");

    private final Parser parser = new Parser();
    private final LoadingCache<String, Equipment> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build(this::classify);

    Equipment of(String userAgent) {
        return known.get(userAgent);
    }

    private Equipment classify(String userAgent) {
        Client found = parser.parse(userAgent);
        return new Equipment(
                kind(userAgent, found.device.family, found.os.family),
                name(found.device.family),
                name(found.os.family),
                name(found.userAgent.family));
    }

    /** Names can hold pieces of what the reader's program sent: short, in one line. */
    private static String name(String family) {
        if (family == null || family.equals(UNKNOWN)) {
            return "";
        }
        String name = UNPRINTABLE.matcher(family).replaceAll(" ").strip();
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST).strip();
    }

    private static Equipment.Kind kind(String userAgent, String device, String system) {
        if (contains(userAgent, "SMART-TV")
                || contains(userAgent, "SmartTV")
                || contains(userAgent, "AppleTV")
                || contains(system, "tvOS")) {
            return Equipment.Kind.SMART_TV;
        }
        if (contains(device, "iPad") || contains(userAgent, "Tablet")) {
            return Equipment.Kind.TABLET;
        }
        if (contains(system, "Android")) {
            return contains(userAgent, "Mobile") ? Equipment.Kind.MOBILE : Equipment.Kind.TABLET;
        }
        if (contains(device, "iPhone")
                || contains(device, "iPod")
                || contains(system, "Windows Phone")
                || contains(userAgent, "Mobile")) {
            return Equipment.Kind.MOBILE;
        }
        return Equipment.Kind.DESKTOP;
    }

    private static boolean contains(String text, String part) {
        return text != null && text.contains(part);
    }
}
