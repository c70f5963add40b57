-- How far the log of the mail server was read, per machine.
CREATE TABLE mail_log_state_tbl (
    hostname VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    path VARCHAR(500) NOT NULL DEFAULT '', -- the file; empty: there is none
    inode BIGINT NOT NULL DEFAULT 0,
    position BIGINT NOT NULL DEFAULT 0, -- bytes read of it
    head_length INT NOT NULL DEFAULT 0, -- its first bytes tell it from its successor
    head_hash BIGINT NOT NULL DEFAULT 0,
    last_line TIMESTAMP NULL DEFAULT NULL, -- time in the last line
    last_mail TIMESTAMP NULL DEFAULT NULL, -- time in the last line about one of our mails
    read_at TIMESTAMP NULL DEFAULT NULL, -- when something was read
    problem VARCHAR(500) NOT NULL DEFAULT '', -- why nothing can be read; empty: it can
    problem_since TIMESTAMP NULL DEFAULT NULL,
    PRIMARY KEY (hostname)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Our mails in the queue of the mail server: what the log says later of a queue id means this recipient.
CREATE TABLE mail_log_queue_tbl (
    hostname VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    queue_id VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    licence BIGINT NOT NULL DEFAULT 0,
    company_id INT NOT NULL,
    mailing_id INT NOT NULL,
    customer_id INT UNSIGNED NOT NULL,
    mail BIGINT NOT NULL, -- number made from the Message-ID
    trial TINYINT NOT NULL DEFAULT 0, -- 1 = admin or test mail, nothing is booked
    recipients INT NOT NULL DEFAULT 0, -- that the mail server knows of, 0 unknown
    last_line TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (hostname, queue_id),
    INDEX mail_log_queue_time_idx (hostname, last_line)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
