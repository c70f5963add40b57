-- Soft bounces wait in bounce_collect_tbl, written with them, until the scoring counts them once a day. What was told before.
INSERT INTO bounce_collect_tbl (customer_id, mailing_id, company_id, timestamp)
SELECT customer_id, mailing_id, company_id, COALESCE(timestamp, CURRENT_TIMESTAMP)
  FROM bounce_tbl WHERE detail >= 400 AND detail < 510 AND customer_id > 0;

INSERT INTO bounce_config_tbl (company_id, rid, name, value, description, creation_date) VALUES
    (0, 0, 'conversion',
     '{"convert-bounce-count": 40, "convert-bounce-duration": 30, "last-click": 30, "last-open": 30, "fade-out": 14, "expire": 1100}',
     'When soft bounces become a hard one: more than so many, more than so many days between first and last, no opening or click for so many days',
     CURRENT_TIMESTAMP);

INSERT INTO job_queue_tbl
    (description, created, `interval`, nextstart, runclass, startaftererror, criticality)
VALUES
    ('SoftbounceScoring', CURRENT_TIMESTAMP, '0430', CURRENT_TIMESTAMP + INTERVAL 1 DAY,
     'org.openemm.bounce.SoftbounceScoring', 1, 3);
