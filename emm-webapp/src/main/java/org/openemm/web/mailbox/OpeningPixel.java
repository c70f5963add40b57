package org.openemm.web.mailbox;

import java.util.regex.Pattern;

/**
 * The image of a mail whose loading counts as an opening: nobody loads it who is not the recipient.
 */
public final class OpeningPixel {
    private static final Pattern IMAGE =
            Pattern.compile(
                    "<img\\b[^>]*\\bsrc\\s*=\\s*[\"'][^\"'>]*/g(\\.html)?[/?][^>]*>",
                    Pattern.CASE_INSENSITIVE);

    private OpeningPixel() {}

    public static boolean isIn(String html) {
        return IMAGE.matcher(html).find();
    }

    public static String without(String html) {
        return IMAGE.matcher(html).replaceAll("");
    }
}
