-- Counters that are kept together with the events, so that a statistics page never has to read the events.
-- Written only by the tracking journal's writer, in the transaction that inserts the events; recounted nightly.

CREATE TABLE tracking_rollup_mailing_tbl (
  company_id          INT          NOT NULL,
  mailing_id          INT UNSIGNED NOT NULL,
  openings_gross      BIGINT       NOT NULL DEFAULT 0 COMMENT 'every opening, anonymous ones included',
  openings_anonymous  BIGINT       NOT NULL DEFAULT 0,
  openers             BIGINT       NOT NULL DEFAULT 0 COMMENT 'recipients with at least one opening',
  clicks_gross        BIGINT       NOT NULL DEFAULT 0 COMMENT 'every click, anonymous ones included',
  clicks_anonymous    BIGINT       NOT NULL DEFAULT 0,
  clickers            BIGINT       NOT NULL DEFAULT 0 COMMENT 'recipients with at least one click',
  PRIMARY KEY (mailing_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE tracking_rollup_link_tbl (
  company_id          INT          NOT NULL,
  mailing_id          INT UNSIGNED NOT NULL,
  url_id              INT UNSIGNED NOT NULL,
  clicks_gross        BIGINT       NOT NULL DEFAULT 0,
  clicks_anonymous    BIGINT       NOT NULL DEFAULT 0,
  clickers            BIGINT       NOT NULL DEFAULT 0,
  clicks_mobile       BIGINT       NOT NULL DEFAULT 0 COMMENT 'part of clicks_gross from device class 2',
  PRIMARY KEY (mailing_id, url_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE tracking_rollup_hour_tbl (
  company_id          INT          NOT NULL,
  mailing_id          INT UNSIGNED NOT NULL,
  hour_start          TIMESTAMP    NOT NULL DEFAULT '2000-01-01 00:00:00' COMMENT 'UTC hour of the event',
  openings_gross      BIGINT       NOT NULL DEFAULT 0,
  openers             BIGINT       NOT NULL DEFAULT 0 COMMENT 'recipients whose first opening fell into this hour',
  clicks_gross        BIGINT       NOT NULL DEFAULT 0,
  clickers            BIGINT       NOT NULL DEFAULT 0 COMMENT 'recipients whose first click fell into this hour',
  PRIMARY KEY (mailing_id, hour_start)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- How far the journal of each node is in the database. Moved in the same transaction as the events.
CREATE TABLE tracking_position_tbl (
  node                VARCHAR(64)  NOT NULL COMMENT 'identity of a journal folder',
  segment             BIGINT       NOT NULL,
  position            BIGINT       NOT NULL,
  change_date         TIMESTAMP    NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (node)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
