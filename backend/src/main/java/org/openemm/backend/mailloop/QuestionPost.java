package org.openemm.backend.mailloop;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.openemm.backend.smtp.Envelope;
import org.openemm.backend.smtp.Outcome;
import org.openemm.backend.smtp.Route;
import org.openemm.backend.smtp.SmtpConnection;
import org.openemm.dkim.KeyBox;
import org.openemm.route.RouteDirectory;
import org.openemm.subscription.Question;
import org.openemm.subscription.Questions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the questions that are due, each by the route of its mailing list. */
final class QuestionPost {
    private static final Logger LOG = LoggerFactory.getLogger(QuestionPost.class);
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final Questions questions;
    private final RouteDirectory routes;
    private final Route system;
    private final KeyBox keys;
    private final Clock clock;

    /**
     * @param system route where neither list nor tenant has chosen one
     */
    QuestionPost(
            Questions questions, RouteDirectory routes, Route system, KeyBox keys, Clock clock) {
        this.questions = questions;
        this.routes = routes;
        this.system = system;
        this.keys = keys;
        this.clock = clock;
    }

    /** Never throws: what cannot be sent now is tried again. */
    void send() {
        try {
            for (Question question : questions.take()) {
                send(question);
            }
        } catch (RuntimeException e) {
            LOG.info("Questions to subscribers are sent later: {}", e.getMessage());
        }
    }

    private void send(Question question) {
        try {
            Envelope envelope = Envelope.of(question.sender(), question.recipient());
            byte[] mail = QuestionMail.of(question, keys, clock);
            try (SmtpConnection connection = SmtpConnection.open(route(question))) {
                Outcome outcome = connection.send(envelope, mail, false, null);
                if (outcome instanceof Outcome.Deferred deferred) {
                    later(question, deferred.reply().toString());
                } else if (outcome instanceof Outcome.Refused refused) {
                    LOG.info(
                            "The question to {} is not sent: {}",
                            question.recipient(),
                            refused.reply());
                    questions.refused(question);
                } else {
                    questions.sent(question);
                }
            }
        } catch (IOException e) {
            later(question, e.getMessage());
        } catch (IllegalArgumentException e) {
            LOG.warn("The question to {} cannot be sent", question.recipient(), e);
            questions.refused(question);
        }
    }

    private void later(Question question, String reason) {
        LOG.info("The question to {} is sent later: {}", question.recipient(), reason);
        questions.later(question, PAUSE);
    }

    private Route route(Question question) throws IOException {
        Optional<RouteDirectory.Entry> chosen =
                routes.chosen(question.companyId(), question.mailinglistId());
        if (chosen.isEmpty()) {
            return system;
        }
        RouteDirectory.Entry entry = chosen.get();
        if (!entry.problem().isEmpty()) {
            throw new IOException(entry.problem());
        }
        return Route.of(entry.route().settings(), entry.password(), system.helo());
    }
}
