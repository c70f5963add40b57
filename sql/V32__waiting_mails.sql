-- Why mails wait, who holds them, and which may have arrived twice.

-- Who stopped a sending that is stopped in serverprio_tbl; 0: all mailings, all tenants.
CREATE TABLE delivery_stop_tbl (
    company_id INT UNSIGNED NOT NULL,
    mailing_id INT UNSIGNED NOT NULL,
    stopped_by VARCHAR(200) NOT NULL,
    stopped_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (company_id, mailing_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Kept by the backend for the mailings it has packages of; rows of a backend that has ended are gone or old.
CREATE TABLE delivery_wait_tbl (
    hostname VARCHAR(64) NOT NULL,
    mailing_id INT UNSIGNED NOT NULL,
    reason VARCHAR(16) NOT NULL, -- pickdist, route, rate, group, grouprate, deferred
    subject VARCHAR(99) NOT NULL DEFAULT '', -- name of the route or of the group of domains
    company_id INT UNSIGNED NOT NULL,
    mails INT NOT NULL DEFAULT 0, -- 0: not counted
    answer VARCHAR(500) NOT NULL DEFAULT '', -- last or most frequent answer of the mail server
    next_try TIMESTAMP NULL DEFAULT NULL,
    since TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (hostname, mailing_id, reason, subject),
    INDEX delivery_wait_mailing_idx (mailing_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Mails that were in flight when the backend was killed or the mail server lost: sent once more, so that
-- they may have arrived twice.
CREATE TABLE delivery_uncertain_tbl (
    uncertain_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL,
    mailing_id INT UNSIGNED NOT NULL,
    maildrop_id INT UNSIGNED NOT NULL,
    customer_id INT UNSIGNED NOT NULL,
    cause VARCHAR(16) NOT NULL, -- killed, connection
    timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (uncertain_id),
    INDEX delivery_uncertain_mailing_idx (mailing_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
