package org.openemm.tracking;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import ua_parser.Client;
import ua_parser.Parser;

/** Tells the class of device from a user agent. Thread-safe; remembers what it saw. */
final class Devices {
    private static final int REMEMBERED = 20_000;
    private final Parser parser = new Parser();
    private final LoadingCache<String, DeviceClass> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build(this::classify);

    /** Device class as stored in device_class_id. */
    enum DeviceClass {
        DESKTOP(1),
        MOBILE(2),
        TABLET(3),
        SMART_TV(4);

        private final int code;

        DeviceClass(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    DeviceClass of(String userAgent) {
        return known.get(userAgent);
    }

    private DeviceClass classify(String userAgent) {
        Client client = parser.parse(userAgent);
        String device = client.device.family;
        String system = client.os.family;
        if (contains(userAgent, "SMART-TV")
                || contains(userAgent, "SmartTV")
                || contains(userAgent, "AppleTV")
                || contains(system, "tvOS")) {
            return DeviceClass.SMART_TV;
        }
        if (contains(device, "iPad") || contains(userAgent, "Tablet")) {
            return DeviceClass.TABLET;
        }
        if (contains(system, "Android")) {
            return contains(userAgent, "Mobile") ? DeviceClass.MOBILE : DeviceClass.TABLET;
        }
        if (contains(device, "iPhone")
                || contains(device, "iPod")
                || contains(system, "Windows Phone")
                || contains(userAgent, "Mobile")) {
            return DeviceClass.MOBILE;
        }
        return DeviceClass.DESKTOP;
    }

    private static boolean contains(String text, String part) {
        return text != null && text.contains(part);
    }
}
