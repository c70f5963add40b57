package org.openemm.backend.results;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.ResumeLine;
import org.openemm.backend.spool.ResumeNote;
import org.openemm.bounce.Bounce;
import org.openemm.bounce.Bounces;
import org.openemm.bounce.Deliveries;
import org.openemm.database.Transaction;
import org.openemm.delivery.SendKind;
import org.openemm.delivery.SendingNews;

/** What a piece of a resume record means in the database. */
final class Bookings {
    private static final int MAILER_LENGTH = 30;

    private final Clock clock;
    private final String mailer;
    private final SendingNews news;
    private final Bounces bounces = new Bounces();
    private final Deliveries deliveries = new Deliveries();
    private final CopyBookings copies = new CopyBookings();

    Bookings(Clock clock, String host, SendingNews news) {
        this.clock = clock;
        this.news = news;
        mailer = host.substring(0, Math.min(MAILER_LENGTH, host.length()));
    }

    /** How far the record of a package is booked; the row stays locked until the end. */
    long position(Transaction tx, PackageName name) {
        return tx.sql()
                .createQuery(
                        "SELECT booked FROM delivery_package_tbl WHERE package = :package FOR"
                                + " UPDATE")
                .bind("package", name.base())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    void book(
            Transaction tx,
            PackageName name,
            List<ResumeLine> lines,
            List<ResumeNote> uncertain,
            long position) {
        Instant now = clock.instant();
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO delivery_package_tbl (package, maildrop_id, booked)
                        VALUES (:package, :maildrop, :booked)
                        ON DUPLICATE KEY UPDATE booked = VALUES(booked)
                        """)
                .bind("package", name.base())
                .bind("maildrop", name.run())
                .bind("booked", position)
                .execute();
        UncertainMails.note(tx, name, uncertain, now);
        if (lines.isEmpty()) {
            return;
        }
        List<ResumeLine> own = lines.stream().filter(line -> line.copy() == 0).toList();
        if (!own.isEmpty()) {
            bookOwn(tx, name, own, now);
        }
        copies.book(tx, name, lines);
    }

    /** Mails to recipients; copies of them count nowhere here. */
    private void bookOwn(Transaction tx, PackageName name, List<ResumeLine> lines, Instant now) {
        account(tx, name, lines, now);
        if (name.kind().isTrial()) {
            return;
        }
        List<ResumeLine> accepted = lines.stream().filter(ResumeLine::isAccepted).toList();
        noteSuccess(tx, name, accepted, now);
        bounces.record(
                tx,
                lines.stream()
                        .filter(line -> line.refusal().isPresent())
                        .map(line -> bounce(name, line, now))
                        .toList());
        if (name.kind() == SendKind.WORLD) {
            noteProgress(tx, name, now);
        }
    }

    /** The record is gone: its name may come again when an administrator sends it once more. */
    void forget(Transaction tx, PackageName name) {
        tx.sql()
                .createUpdate("DELETE FROM delivery_package_tbl WHERE package = :package")
                .bind("package", name.base())
                .execute();
    }

    private void account(Transaction tx, PackageName name, List<ResumeLine> lines, Instant now) {
        Map<Integer, Sum> sums = new TreeMap<>();
        lines.forEach(line -> sums.merge(line.mailtype(), Sum.of(line), Sum::plus));
        sums.forEach(
                (mailtype, sum) ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO mailing_account_tbl
                                               (mailer, mailing_id, company_id, mailinglist_id,
                                                mailtype, no_of_mailings, no_of_bytes, timestamp,
                                                maildrop_id, status_field, blocknr, mediatype,
                                                skip, chunks)
                                        SELECT :mailer, :mailing, :company,
                                               COALESCE(MAX(mailinglist_id), 0), :mailtype, :mails,
                                               :bytes, :now, :maildrop, :field, :block, 0, :skip,
                                               :chunks
                                          FROM mailing_tbl WHERE mailing_id = :mailing
                                        """)
                                .bind("mailer", mailer)
                                .bind("mailing", name.mailingId())
                                .bind("company", name.companyId())
                                .bind("mailtype", mailtype)
                                .bind("mails", sum.mails())
                                .bind("bytes", sum.bytes())
                                .bind("now", now)
                                .bind("maildrop", name.run())
                                .bind("field", String.valueOf(name.kind().code()))
                                .bind("block", name.block())
                                .bind("skip", sum.skipped())
                                .bind("chunks", sum.chunks())
                                .execute());
    }

    private void noteSuccess(
            Transaction tx, PackageName name, List<ResumeLine> accepted, Instant now) {
        if (accepted.isEmpty()) {
            return;
        }
        tx.sql()
                .createUpdate(
                        """
                        UPDATE mailing_tbl SET delivered = COALESCE(delivered, 0) + :count
                         WHERE mailing_id = :mailing
                        """)
                .bind("count", accepted.size())
                .bind("mailing", name.mailingId())
                .execute();
        boolean tracked =
                tx.sql()
                        .createQuery(
                                "SELECT COALESCE(MAX(mailtracking), 0) = 1 FROM company_tbl WHERE"
                                        + " company_id = :company")
                        .bind("company", name.companyId())
                        .mapTo(Boolean.class)
                        .one();
        if (!tracked) {
            return;
        }
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO success_%d_tbl (customer_id, mailing_id, timestamp)
                                VALUES (:customer, :mailing, :now)
                                """
                                        .formatted(name.companyId()));
        accepted.forEach(
                line ->
                        batch.bind("customer", line.customerId())
                                .bind("mailing", name.mailingId())
                                .bind("now", now)
                                .add());
        batch.execute();
        deliveries.settle(
                tx,
                name.companyId(),
                name.mailingId(),
                accepted.stream().map(ResumeLine::customerId).toList());
    }

    /** The mailing is being sent, or was sent when everything generated is accounted for. */
    private void noteProgress(Transaction tx, PackageName name, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE mailing_tbl
                           SET work_status = 'mailing.status.sending',
                               send_date = COALESCE(send_date, :now)
                         WHERE mailing_id = :mailing
                           AND work_status IN ('mailing.status.generation-finished',
                                               'mailing.status.in-generation',
                                               'mailing.status.scheduled')
                        """)
                .bind("now", now)
                .bind("mailing", name.mailingId())
                .execute();
        news.sentIfComplete(tx, name.run(), name.mailingId());
    }

    private static Bounce bounce(PackageName name, ResumeLine line, Instant now) {
        ResumeLine.Refusal refusal = line.refusal().orElseThrow();
        return Bounce.relay(
                name.companyId(),
                name.mailingId(),
                line.customerId(),
                refusal.dsn(),
                refusal.text(),
                now);
    }

    private record Sum(int mails, long bytes, int skipped, int chunks) {
        static Sum of(ResumeLine line) {
            boolean made = line.chunks() > 0;
            return new Sum(made ? 1 : 0, line.bytes(), made ? 0 : 1, line.chunks());
        }

        Sum plus(Sum other) {
            return new Sum(
                    mails + other.mails,
                    bytes + other.bytes,
                    skipped + other.skipped,
                    chunks + other.chunks);
        }
    }
}
