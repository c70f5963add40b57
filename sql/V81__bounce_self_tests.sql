-- Self-tests of the way of bounces: one mail to an address that does not exist, and what came of it

CREATE TABLE bounce_selftest_tbl (
    selftest_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL,
    rid INT UNSIGNED NOT NULL, -- filter whose address is the sender
    token VARCHAR(32) NOT NULL, -- stands in address and Message-ID; finds the mail again
    address VARCHAR(320) NOT NULL, -- made-up recipient
    started TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    state VARCHAR(16) NOT NULL, -- UNDER_WAY, NOT_SENT, REFUSED, DELAYED, HARD, SOFT, NOT_RECOGNISED
    ended TIMESTAMP NULL DEFAULT NULL, -- when the state was last changed
    dsn INT UNSIGNED NOT NULL DEFAULT 0, -- three digits of what came back
    said VARCHAR(1000) NOT NULL DEFAULT '', -- by a mail server
    message_id INT UNSIGNED NOT NULL DEFAULT 0, -- in mailloop_message_tbl
    looked INT UNSIGNED NOT NULL DEFAULT 0, -- messages up to this one have been looked at
    PRIMARY KEY (selftest_id),
    INDEX bounce_selftest_company_idx (company_id, started)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
