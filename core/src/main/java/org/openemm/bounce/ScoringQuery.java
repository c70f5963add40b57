package org.openemm.bounce;

import java.time.Duration;
import java.time.Instant;

/**
 * Who the scoring decides about: one company at one time.
 *
 * @param everybody also those who get no mails anyway; their counts are forgotten like others
 */
record ScoringQuery(int company, ScoringLimits limits, Instant now, boolean everybody) {
    /** Mails come back within so many days: a delivery without bounce since is a real one. */
    static final Duration RETURNS = Duration.ofDays(5);

    Instant before(int days) {
        return now.minus(Duration.ofDays(days));
    }

    /**
     * The counts as they are after what waits is counted, of all addresses over the limits. Binds
     * company, bounces, days, kept; defines company.
     */
    static final String SCORES =
            """
            SELECT email, SUM(bounces) AS bounces, MIN(first_bounce) AS first_bounce,
                   MAX(last_bounce) AS last_bounce,
                   SUBSTRING_INDEX(GROUP_CONCAT(mailing_id ORDER BY last_bounce DESC), ',', 1) AS mailing_id
              FROM (SELECT email, bnccnt AS bounces, creation_date AS first_bounce,
                           timestamp AS last_bounce, mailing_id
                      FROM softbounce_email_tbl WHERE company_id = :company
                    UNION ALL
                    SELECT c.email, COUNT(DISTINCT DATE(w.timestamp)), MIN(w.timestamp),
                           MAX(w.timestamp), MAX(w.mailing_id)
                      FROM bounce_collect_tbl w
                      JOIN customer_<company>_tbl c ON c.customer_id = w.customer_id
                     WHERE w.company_id = :company GROUP BY c.email) every
             GROUP BY email
            HAVING bounces > :bounces AND last_bounce > first_bounce + INTERVAL :days DAY
               AND first_bounce >= :kept
            """;

    /**
     * What is known about the recipients of a score; binds openSince, clickSince, delivered,
     * tracked, and everybody: also those who get no mails anyway.
     */
    static final String PERSONS =
            """
            SELECT s.email, s.bounces, s.first_bounce, s.last_bounce, s.mailing_id,
                   MIN(c.customer_id) AS customer_id, COUNT(DISTINCT c.customer_id) AS recipients,
                   MAX(GREATEST(
                       COALESCE(c.lastopen_date, '1970-01-02'), COALESCE(c.lastclick_date, '1970-01-02'),
                       COALESCE((SELECT MAX(o.last_open) FROM onepixellog_<company>_tbl o
                                  WHERE o.customer_id = c.customer_id), '1970-01-02'),
                       COALESCE((SELECT MAX(k.timestamp) FROM rdirlog_<company>_tbl k
                                  WHERE k.customer_id = c.customer_id), '1970-01-02'))) AS active,
                   MAX(GREATEST(COALESCE(c.lastopen_date, '1970-01-02'),
                       COALESCE((SELECT MAX(o.last_open) FROM onepixellog_<company>_tbl o
                                  WHERE o.customer_id = c.customer_id), '1970-01-02')) >= :openSince
                       OR GREATEST(COALESCE(c.lastclick_date, '1970-01-02'),
                       COALESCE((SELECT MAX(k.timestamp) FROM rdirlog_<company>_tbl k
                                  WHERE k.customer_id = c.customer_id), '1970-01-02')) >= :clickSince) AS spared,
                   MAX(:tracked AND EXISTS (SELECT 1 FROM success_<company>_tbl d
                        WHERE d.customer_id = c.customer_id AND d.timestamp > s.last_bounce
                          AND d.timestamp \\< :delivered)) AS delivered,
                   MAX(EXISTS (SELECT 1 FROM customer_<company>_binding_tbl b
                        WHERE b.customer_id = c.customer_id AND b.mediatype = 0
                          AND b.user_status IN (1, 7))) AS reachable
              FROM (%s) s
              JOIN customer_<company>_tbl c ON c.email = s.email
             GROUP BY s.email, s.bounces, s.first_bounce, s.last_bounce, s.mailing_id
            HAVING delivered = 0 AND (reachable = 1 OR :everybody)
            """
                    .formatted(SCORES);
}
