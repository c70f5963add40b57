-- Messages that came in: bounces, replies, complaints, and what was done with them

CREATE TABLE mailloop_message_tbl (
    message_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    spool_name VARCHAR(100) NOT NULL, -- name in the spool: nothing is booked twice
    company_id INT UNSIGNED NOT NULL DEFAULT 0, -- 0 = of nobody that we know
    rid INT UNSIGNED NOT NULL DEFAULT 0, -- bounce filter it was sent to, 0 = none
    received TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    kind VARCHAR(16) NOT NULL, -- BOUNCE, COMPLAINT, UNSUBSCRIBE, AUTO_REPLY, REPLY, SYSTEM
    dsn INT UNSIGNED NOT NULL DEFAULT 0, -- three digits of a bounce
    mailing_id INT UNSIGNED NOT NULL DEFAULT 0,
    customer_id INT UNSIGNED NOT NULL DEFAULT 0,
    sender VARCHAR(320) NOT NULL DEFAULT '', -- From
    addressee VARCHAR(320) NOT NULL DEFAULT '', -- address it was delivered to
    subject VARCHAR(500) NOT NULL DEFAULT '',
    found VARCHAR(1000) NOT NULL DEFAULT '', -- what it says, and the rule that told
    action VARCHAR(32) NOT NULL DEFAULT '', -- what was done, as in mailloop_log_tbl
    done INT(1) NOT NULL DEFAULT 1, -- 0 = could not be done
    remark VARCHAR(1000) NOT NULL DEFAULT '',
    size INT UNSIGNED NOT NULL DEFAULT 0, -- bytes as received
    PRIMARY KEY (message_id),
    UNIQUE INDEX mailloop_message_name_idx (spool_name),
    INDEX mailloop_message_list_idx (company_id, rid, received),
    INDEX mailloop_message_date_idx (company_id, received),
    INDEX mailloop_message_customer_idx (company_id, customer_id, received),
    INDEX mailloop_message_mailing_idx (company_id, mailing_id, received)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE mailloop_message_raw_tbl (
    message_id INT UNSIGNED NOT NULL,
    raw LONGBLOB NOT NULL, -- gzip of the message, at most its first megabyte
    PRIMARY KEY (message_id),
    CONSTRAINT mailloop_message_raw_fk FOREIGN KEY (message_id)
        REFERENCES mailloop_message_tbl (message_id) ON DELETE CASCADE
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

ALTER TABLE mailloop_log_tbl ADD INDEX mailloop_log_rid_idx (company_id, rid, timestamp);
