package org.openemm.control.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.content.NamedAddress;
import org.openemm.delivery.Distribution;
import org.openemm.delivery.Progress;
import org.openemm.delivery.SendOptions;
import org.openemm.mailing.BlockContent;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailing.MailingQuery;
import org.openemm.mailing.MailingSummary;
import org.openemm.mailing.WorkStatus;

/** A newsletter of the demonstration: made from the template, sent once. */
final class Newsletter {
    private static final String TEMPLATE = "Fern & Field newsletter";
    private static final NamedAddress SENDER =
            new NamedAddress("Käthe von Fern & Field", "hello@example.com");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    /**
     * What the built-in mailbox answers for some addresses, so that there are bounces to look at.
     */
    private static final String REJECTS =
            """
            # Addresses of the demonstration that do not exist any more
            sabinekrueger@example.com 550 5.1.1 User unknown
            maxwolf@example.com 550 5.1.1 User unknown
            rory_edwards@example.com 550 5.1.2 Bad destination mailbox address
            """;

    private final Core core;
    private final Actor actor;
    private final Tenant tenant;
    private final Issue issue;

    Newsletter(Core core, Actor actor, Tenant tenant, Issue issue) {
        this.core = core;
        this.actor = actor;
        this.tenant = tenant;
        this.issue = issue;
    }

    /**
     * What makes a newsletter differ from the others.
     *
     * @param list whom it goes to
     * @param personal with blocks for target groups
     */
    record Issue(String name, String subject, int list, boolean personal) {}

    int id() {
        return find(false, issue.name())
                .map(MailingSummary::id)
                .orElseThrow(() -> new IllegalStateException("No mailing " + issue.name()));
    }

    /**
     * Template and mailing with an offer for new customers and an article for balcony gardeners.
     */
    String compose() {
        if (find(false, issue.name()).isPresent()) {
            return "there already";
        }
        int template =
                find(true, TEMPLATE)
                        .map(MailingSummary::id)
                        .orElseGet(
                                () ->
                                        core.starterTemplate()
                                                .create(
                                                        actor,
                                                        TEMPLATE,
                                                        tenant.newsletterList(),
                                                        SENDER));
        EmailSettings email =
                EmailSettings.of(issue.subject(), SENDER)
                        .withPreheader("Seeds, tools and good ideas for the weeks ahead");
        int mailing =
                core.mailings()
                        .create(
                                actor,
                                MailingDraft.of(issue.name(), issue.list(), email)
                                        .withTemplate(template));
        if (!issue.personal()) {
            return "mailing " + mailing;
        }
        core.starterTemplate().offerTo(actor, mailing, tenant.target("New customers"));
        balconyArticle(mailing);
        return "mailing " + mailing + " with blocks for two target groups";
    }

    /** Who gardens on a balcony reads something else than the others. */
    private void balconyArticle(int mailing) {
        for (String block : List.of("Article 2", "Article 2 (Text)")) {
            List<BlockContent> contents =
                    core.mailingContents()
                            .get(actor, mailing)
                            .block(block)
                            .orElseThrow()
                            .contents();
            String general = contents.get(0).text();
            String balcony =
                    general.replaceFirst(
                            "(<h2[^>]*>)[^<]*(</h2>)", "$1A harvest on two square metres$2");
            if (block.endsWith("(Text)")) {
                balcony = "A harvest on two square metres\n\n" + general;
            }
            core.mailingContents()
                    .saveBlock(
                            actor,
                            mailing,
                            block,
                            List.of(
                                    BlockContent.forTarget(
                                            tenant.target("Balcony gardeners"), balcony),
                                    BlockContent.forAll(general)),
                            null);
        }
    }

    String subject() {
        return issue.subject();
    }

    /** Sends to the whole list unless that was done, and waits for the end. */
    String send() throws IOException {
        int id = id();
        WorkStatus status = core.mailings().get(actor, id).status();
        if (status != WorkStatus.SENT && core.sending().progress(actor, id).statusId() == 0) {
            if (core.mailbox().rejectsText().isBlank()) {
                core.mailbox().saveRejects(REJECTS);
            }
            core.sending().world(actor, id, SendOptions.now());
        }
        Progress progress = await(id);
        return "%d mails".formatted(progress.sent());
    }

    private Progress await(int id) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Progress progress = core.sending().progress(actor, id);
            if (progress.distribution() == Distribution.SENT) {
                return progress;
            }
            if (System.nanoTime() > end) {
                throw new IOException(
                        "not finished after %d minutes: %d of %d sent. %s"
                                .formatted(
                                        PATIENCE.toMinutes(),
                                        progress.sent(),
                                        progress.total(),
                                        progress.waiting().orElse("")));
            }
            pause();
        }
    }

    private Optional<MailingSummary> find(boolean template, String name) {
        return core.mailings().list(actor, MailingQuery.all(template)).rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst();
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
