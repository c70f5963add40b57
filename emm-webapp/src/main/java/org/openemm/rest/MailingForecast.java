package org.openemm.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openemm.Core;
import org.openemm.delivery.Forecast;
import org.openemm.delivery.Forecasts;
import org.openemm.delivery.SendOptions;
import org.openemm.i18n.Texts;
import org.openemm.mailing.Finding;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingChecks;
import org.openemm.mailing.Mailings;

/** Says before a mailing is sent what would happen: the same numbers as on the page for sending. */
final class MailingForecast {
    private final Mailings mailings;
    private final Forecasts forecasts;
    private final MailingChecks checks;
    private final Texts texts;

    MailingForecast(Core core, Texts texts) {
        this.mailings = core.mailings();
        this.forecasts = core.sendings().forecasts();
        this.checks = core.mailingChecks();
        this.texts = texts;
    }

    Object answer(Call call) {
        Mailing mailing = mailings.get(call.actor(), call.id(0));
        if (mailing.template()) {
            throw Refusal.noData();
        }
        Forecast forecast = forecasts.of(call.actor(), mailing.id(), options(call.query()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("mailing_id", mailing.id());
        answer.put("mailinglist_recipients", forecast.recipients().onList());
        answer.put("recipients", forecast.recipients().recipients());
        answer.put("excluded", excluded(forecast));
        answer.put("mail", mail(forecast.sample()));
        answer.put("mails_per_hour", forecast.perHour() == 0 ? null : forecast.perHour());
        answer.put(
                "duration_seconds",
                forecast.duration() == null ? null : forecast.duration().toSeconds());
        answer.put("unresolved", unresolved(forecast.sample()));
        answer.put("problems", problems(call, mailing.id()));
        return answer;
    }

    private static SendOptions options(Query query) {
        return new SendOptions(
                null,
                query.number("block_size").orElse(0),
                query.number("stepping").orElse(0),
                query.number("max_recipients").orElse(0));
    }

    private List<Object> excluded(Forecast forecast) {
        List<Object> all = new ArrayList<>();
        forecast.recipients()
                .inOrder()
                .forEach(
                        (reason, number) -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("reason", reason.name());
                            one.put("text", texts.text(Locale.ENGLISH, reason.key()));
                            one.put("recipients", number);
                            all.add(one);
                        });
        return all;
    }

    private static Map<String, Object> mail(Forecast.Sample sample) {
        Map<String, Object> mail = new LinkedHashMap<>();
        boolean known = sample.mails() > 0;
        mail.put("smallest_bytes", known ? sample.smallest() : null);
        mail.put("largest_bytes", known ? sample.largest() : null);
        mail.put("sample", sample.looked());
        mail.put("sample_without_content", sample.leftOut());
        return mail;
    }

    private static List<Object> unresolved(Forecast.Sample sample) {
        List<Object> all = new ArrayList<>();
        for (Forecast.Gap gap : sample.gaps()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("field", gap.field());
            one.put("sample_recipients", gap.recipients());
            one.put("examples", gap.examples());
            all.add(one);
        }
        return all;
    }

    private List<Object> problems(Call call, int mailingId) {
        List<Object> all = new ArrayList<>();
        for (Finding finding : checks.problems(call.actor(), mailingId)) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("severity", finding.severity().name());
            one.put("area", finding.area().name());
            one.put(
                    "text",
                    texts.text(Locale.ENGLISH, finding.key(), finding.arguments().toArray()));
            all.add(one);
        }
        return all;
    }
}
