package org.openemm.rendering;

import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code %(name)} in settings of a company: what is known of the mailing and its company. */
final class Placeholders {
    private static final Pattern NAME = Pattern.compile("%\\(([a-z-]+)\\)");
    private static final Map<String, Function<MailingSnapshot, Object>> VALUES =
            Map.of(
                    "rdir-domain", mailing -> mailing.tenant().rdirDomain(),
                    "mailloop-domain", mailing -> mailing.tenant().mailloopDomain(),
                    "licence-id", mailing -> mailing.tenant().licence(),
                    "company-id", mailing -> mailing.tenant().companyId(),
                    "mailing-id", mailing -> mailing.run().mailingId(),
                    "mailinglist-id", mailing -> mailing.run().mailinglistId(),
                    "status-field", mailing -> mailing.run().statusField());

    private Placeholders() {}

    /** The setting with its placeholders filled in; unknown ones stay as they are. */
    static String fill(String setting, MailingSnapshot mailing) {
        return NAME.matcher(setting)
                .replaceAll(found -> Matcher.quoteReplacement(value(found, mailing)));
    }

    private static String value(MatchResult found, MailingSnapshot mailing) {
        Function<MailingSnapshot, Object> value = VALUES.get(found.group(1));
        return value == null ? found.group() : value.apply(mailing).toString();
    }
}
