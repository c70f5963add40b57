-- What the kinds of sending need beyond the list: mails per day and recipient, and action-based mails that wait to be made.

-- How many mails a recipient got on a day, for company_tbl.mails_per_day
CREATE TABLE recvlimit_1_tbl (
    customer_id INT UNSIGNED NOT NULL,
    day DATE NOT NULL, -- in the zone of the limit
    maildrop_id INT NOT NULL, -- maildrop_status_tbl.status_id
    status_field CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    mails INT NOT NULL DEFAULT 0,
    PRIMARY KEY (customer_id, day, maildrop_id),
    INDEX recvlimit1_day_idx (day)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Action-based mails from the order to the package. A row is an order; it goes when its package lies in the spool.
CREATE TABLE event_mail_tbl (
    event_mail_id INT NOT NULL AUTO_INCREMENT,
    company_id INT NOT NULL,
    mailing_id INT NOT NULL,
    customer_id INT UNSIGNED NOT NULL,
    due TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, -- no mail leaves before
    user_status VARCHAR(20) NOT NULL DEFAULT '1', -- states on the list that get it, separated by commas
    forced INT(1) NOT NULL DEFAULT 0, -- 1 = without regard to list and status
    claimed_by VARCHAR(64) NULL, -- host that makes the mail
    block INT NULL, -- number of the package it is made into: that of its first order
    creation_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (event_mail_id),
    INDEX event_mail_due_idx (due),
    INDEX event_mail_mailing_idx (mailing_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- When date-based and interval mailings are sent again. A job without a row is sent daily at the time of day of its send date.
CREATE TABLE maildrop_schedule_tbl (
    maildrop_status_id INT NOT NULL,
    rule VARCHAR(200) NOT NULL, -- as the intervals of jobs: 0900 daily at nine, MoWe:0900, M01:0900 ...
    zone VARCHAR(64) NOT NULL, -- the times of the rule are meant there
    PRIMARY KEY (maildrop_status_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
