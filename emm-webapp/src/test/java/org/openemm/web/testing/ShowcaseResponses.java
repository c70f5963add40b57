package org.openemm.web.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.bounce.Bounce;
import org.openemm.bounce.Bounces;
import org.openemm.company.CompanyDraft;
import org.openemm.mailloop.FilterDraft;
import org.openemm.mailloop.Filters;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.MessageKind;

/** Filters, and messages of every kind that came in at them. */
final class ShowcaseResponses {
    private static final String BOUNCE =
            """
            From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
            To: reply_1@mailloop.example.com
            Subject: Undelivered Mail Returned to Sender

            <gone@example.net>: host mail.example.net[198.51.100.7] said: 550 5.1.1
                User unknown (in reply to RCPT TO command)
            """;

    private final Core core;
    private final Actor master;

    ShowcaseResponses(Core core, Actor master) {
        this.core = core;
        this.master = master;
    }

    /**
     * @param mailing that they answer
     * @param recipient that they are about
     */
    void fill(int mailing, long recipient) {
        CompanyDraft company = CompanyDraft.of(core.companies().get(master));
        core.companies()
                .update(master, company.withDomains(company.rdirDomain(), "mailloop.example.com"));
        Filters filters = core.mailloop().filters();
        int news =
                filters.create(
                        master,
                        FilterDraft.named("Newsletter " + Showcase.ODD, "What comes back to it")
                                .withForward("hello@fern.example"));
        filters.create(
                master,
                FilterDraft.named(
                        "Shop", "", "service@shop.fern.example", "orders@shop.fern.example"));
        int number = 0;
        long bounce = 0;
        for (MessageKind kind : MessageKind.values()) {
            long id = keep(++number, news, kind, mailing, recipient);
            bounce = kind == MessageKind.BOUNCE ? id : bounce;
        }
        long told = bounce;
        core.database()
                .run(
                        tx ->
                                new Bounces()
                                        .record(
                                                tx,
                                                List.of(
                                                        Bounce.mail(
                                                                master.companyId(),
                                                                mailing,
                                                                recipient,
                                                                522,
                                                                "552 5.2.2 mailbox is full",
                                                                core.clock().instant(),
                                                                told))));
    }

    private long keep(int number, int filter, MessageKind kind, int mailing, long recipient) {
        IncomingMessage message =
                new IncomingMessage(
                        0,
                        "showcase-" + number,
                        master.companyId(),
                        filter,
                        core.clock().instant().minus(Duration.ofHours(number)),
                        kind,
                        kind == MessageKind.BOUNCE ? 511 : 0,
                        mailing,
                        recipient,
                        kind == MessageKind.SYSTEM ? "" : "somebody" + number + "@example.org",
                        "reply_" + filter + "@mailloop.example.com",
                        kind == MessageKind.SYSTEM ? "" : "Re: Spring " + Showcase.ODD,
                        "what it says (and the rule)",
                        kind == MessageKind.BOUNCE ? "bounce" : "stored",
                        kind != MessageKind.REPLY,
                        "to hello@fern.example: 550 5.7.1 rejected",
                        BOUNCE.length());
        return core.database()
                .inTransaction(
                        tx ->
                                core.messages()
                                        .keep(tx, message, BOUNCE.getBytes(StandardCharsets.UTF_8))
                                        .orElseThrow());
    }
}
