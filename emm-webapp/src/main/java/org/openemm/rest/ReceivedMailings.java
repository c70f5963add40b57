package org.openemm.rest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.Core;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.company.Company;
import org.openemm.contact.Contacts;
import org.openemm.contact.Event;
import org.openemm.contact.MailEvent;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingType;
import org.openemm.mailing.Mailings;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;

/** The mailings that a recipient got, as far as it was noted who got them. */
final class ReceivedMailings {
    private final Core core;
    private final Contacts contacts;
    private final Mailings mailings;

    ReceivedMailings(Core core) {
        this.core = core;
        this.contacts = core.persons().contacts();
        this.mailings = core.mailings();
    }

    /** By mailing. The actor may see the recipient, and so what the recipient got. */
    List<Map<String, Object>> of(Actor seeing, long recipient) {
        Actor actor = Grants.with(seeing, "recipient.history", "mailing.show");
        List<MailEvent> events = new ArrayList<>();
        for (Event event : contacts.timeline(actor, recipient)) {
            if (event instanceof MailEvent mail) {
                events.add(mail);
            }
        }
        Company company = core.companies().get(actor);
        return events.stream()
                .filter(event -> event.kind() == MailEvent.Kind.SENT)
                .map(MailEvent::mailingId)
                .distinct()
                .sorted()
                .map(
                        id ->
                                shown(
                                        actor,
                                        company,
                                        recipient,
                                        events.stream()
                                                .filter(event -> event.mailingId() == id)
                                                .toList()))
                .toList();
    }

    private Map<String, Object> shown(
            Actor actor, Company company, long recipient, List<MailEvent> events) {
        MailEvent sent =
                events.stream()
                        .filter(event -> event.kind() == MailEvent.Kind.SENT)
                        .min(Comparator.comparing(MailEvent::at))
                        .orElseThrow();
        Optional<Mailing> mailing = find(actor, sent.mailingId());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("mailing_id", sent.mailingId());
        shown.put("senddate", Dates.day(sent.at()));
        shown.put(
                "mailing_type",
                mailing.map(found -> found.settings().type()).orElse(MailingType.NORMAL).name());
        shown.put("mailing_name", sent.mailing());
        shown.put(
                "mailing_subject",
                mailing.map(found -> found.settings().email().subject()).orElse(""));
        shown.put("openings", count(events, MailEvent.Kind.OPENED));
        shown.put("clicks", count(events, MailEvent.Kind.CLICKED));
        if (company.rdirDomain().isBlank()) {
            shown.put("fullview_url_error", "Not available");
        } else {
            shown.put("fullview_url", webView(company, sent.mailingId(), recipient, sent.at()));
        }
        return shown;
    }

    /** A deleted mailing has been sent all the same. */
    private Optional<Mailing> find(Actor actor, int id) {
        try {
            return Optional.of(mailings.get(actor, id));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }

    private static long count(List<MailEvent> events, MailEvent.Kind kind) {
        return events.stream()
                .filter(event -> event.kind() == kind)
                .mapToLong(MailEvent::count)
                .sum();
    }

    private static String webView(Company company, int mailing, long recipient, Instant sent) {
        Uid uid = Uid.of(company.id(), mailing, recipient, sent.getEpochSecond(), 0, 0);
        return company.rdirDomain()
                + "/fullview.action?agnUID="
                + UidCodec.encode(uid, company.secretKey());
    }
}
