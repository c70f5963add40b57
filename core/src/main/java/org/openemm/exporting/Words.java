package org.openemm.exporting;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openemm.i18n.Texts;
import org.openemm.recipient.BindingStatus;

/** Words that stand in files for codes. */
final class Words {
    private static final List<Long> GENDERS = List.of(0L, 1L, 2L, 3L, 4L, 5L);
    private static final List<Long> MAILTYPES = List.of(0L, 1L, 2L, 4L);
    private static final List<Long> BOUNCES =
            List.of(400L, 410L, 420L, 430L, 500L, 510L, 511L, 512L);

    private final Texts texts =
            Texts.load(
                    Words.class.getClassLoader(),
                    List.of("messages/exporting"),
                    List.of("en", "de"));

    /** Words of a profile field, nothing for those without codes. */
    Map<Long, byte[]> ofField(String column, Locale locale) {
        return switch (column) {
            case "gender" -> words("exporting.gender.", GENDERS, locale);
            case "mailtype" -> words("exporting.mailtype.", MAILTYPES, locale);
            default -> Map.of();
        };
    }

    Map<Long, byte[]> ofBounces(Locale locale) {
        return words("exporting.bounce.", BOUNCES, locale);
    }

    Map<Long, byte[]> ofStatus(Locale locale) {
        Map<Long, byte[]> words = new HashMap<>();
        for (BindingStatus status : BindingStatus.values()) {
            words.put((long) status.code(), utf8("exporting.status." + status.name(), locale));
        }
        return words;
    }

    String text(String key, Locale locale) {
        return texts.text(locale, key);
    }

    private Map<Long, byte[]> words(String prefix, List<Long> codes, Locale locale) {
        Map<Long, byte[]> words = new HashMap<>();
        codes.forEach(code -> words.put(code, utf8(prefix + code, locale)));
        return words;
    }

    private byte[] utf8(String key, Locale locale) {
        return texts.text(locale, key).getBytes(StandardCharsets.UTF_8);
    }
}
