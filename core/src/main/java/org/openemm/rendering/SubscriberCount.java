package org.openemm.rendering;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.openemm.content.Tag;

/** The tag agnSUBSCRIBERCOUNT. */
final class SubscriberCount {
    private SubscriberCount() {}

    static String of(Tag tag, long subscribers) {
        int round = Numbers.whole(tag.parameter("round", "0"), 0);
        long count = round > 1 ? (subscribers + round - 1) / round : subscribers;
        boolean german =
                tag.parameter("type", "").equalsIgnoreCase("de")
                        || tag.parameter("format", "").contains(".");
        String pattern =
                tag.parameter("type").isPresent()
                        ? "#,##0"
                        : tag.parameter("format", "0").replace('.', ',');
        try {
            return new DecimalFormat(
                            pattern,
                            DecimalFormatSymbols.getInstance(
                                    german ? Locale.GERMAN : Locale.ENGLISH))
                    .format(count);
        } catch (IllegalArgumentException e) {
            return Long.toString(count);
        }
    }
}
