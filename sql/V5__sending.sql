-- From the decision to send to the figures of what was sent.

-- Send jobs
CREATE TABLE maildrop_status_tbl (
    gendate TIMESTAMP NULL DEFAULT NULL, -- earliest start of generation
    genstatus INT(1), -- 0 scheduled, 1 ready, 2 in generation, 3 finished, 4 solved manually
    genchange TIMESTAMP NULL DEFAULT NULL, -- last change of genstatus
    blocksize INT, -- recipients per block
    status_id INT NOT NULL AUTO_INCREMENT,
    company_id INT NOT NULL DEFAULT 0,
    status_field VARCHAR(10) NOT NULL DEFAULT '', -- W world, T test, A admin, R date-based, E action-based, D on demand, V pre-delivery, P preview
    mailing_id INT NOT NULL DEFAULT 0,
    senddate TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP, -- earliest start of delivery
    step INT, -- minutes between blocks
    max_recipients INT, -- cap (0/NULL none)
    admin_test_target_id INT, -- extra target for admin/test run
    optimize_mail_generation VARCHAR(32), -- NULL none, day, 24h
    selected_test_recipients INT(1), -- 1 = recipients come from test_recipients_tbl
    origin VARCHAR(64), -- host that created the row
    processed_by VARCHAR(64), -- host that generated
    overwrite_test_recipient INT UNSIGNED, -- customer that receives all test mails
    PRIMARY KEY (status_id),
    INDEX maildrop_mailing_idx (mailing_id, status_field),
    INDEX maildrop_due_idx (genstatus, gendate)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Chosen test recipients of a send job
CREATE TABLE test_recipients_tbl (
    maildrop_status_id INT NOT NULL,
    customer_id INT UNSIGNED NOT NULL,
    PRIMARY KEY (maildrop_status_id, customer_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Generation progress
CREATE TABLE mailing_backend_log_tbl (
    mailing_id INT NOT NULL,
    current_mails INT, -- generated so far
    total_mails INT, -- to generate
    status_id INT, -- maildrop_status_tbl
    timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    creation_date TIMESTAMP NULL DEFAULT NULL,
    INDEX backend_log_mailing_idx (mailing_id),
    INDEX backend_log_status_idx (status_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Final generation numbers of world mailings
CREATE TABLE world_mailing_backend_log_tbl (
    mailing_id INT DEFAULT 0,
    current_mails INT DEFAULT 0,
    total_mails INT DEFAULT 0,
    timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    creation_date TIMESTAMP NULL DEFAULT NULL,
    INDEX world_backend_log_idx (mailing_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Sent packages: what all delivery figures rest on
CREATE TABLE mailing_account_tbl (
    mailing_account_id INT NOT NULL AUTO_INCREMENT,
    mailer VARCHAR(30) NOT NULL DEFAULT '', -- sending host
    mailing_id INT NOT NULL DEFAULT 0,
    company_id INT NOT NULL DEFAULT 0,
    mailinglist_id INT NOT NULL DEFAULT 0,
    mailtype INT NOT NULL DEFAULT 0, -- format sent
    no_of_mailings INT NOT NULL DEFAULT 0, -- mails in this package
    no_of_bytes BIGINT NOT NULL DEFAULT 0,
    timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, -- time of package
    maildrop_id INT NOT NULL DEFAULT 0, -- maildrop_status_tbl.status_id
    status_field VARCHAR(10) NOT NULL DEFAULT '', -- W world, T test, A admin, R date-based, E action-based, D on demand, V pre-delivery, P preview
    blocknr INT, -- block
    mediatype INT NOT NULL DEFAULT 0, -- 0 email, 2 post, 4 SMS
    skip INT, -- skipped because of empty content
    chunks INT, -- physical parts
    PRIMARY KEY (mailing_account_id),
    INDEX mailing_account_mailing_idx (mailing_id, status_field),
    INDEX mailing_account_company_idx (company_id, timestamp),
    INDEX mailing_account_maildrop_idx (maildrop_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Sums per mailing and status field, kept by the trigger below
CREATE TABLE mailing_account_sum_tbl (
    company_id INT,
    mailing_id INT,
    status_field VARCHAR(100), -- W world, T test, A admin, R date-based, E action-based, D on demand, V pre-delivery, P preview
    no_of_mailings INT, -- running sum
    no_of_bytes BIGINT, -- running sum
    mintime TIMESTAMP NULL DEFAULT NULL, -- first package
    maxtime TIMESTAMP NULL DEFAULT NULL, -- last package
    skip INT DEFAULT 0,
    chunks INT DEFAULT 0,
    UNIQUE (mailing_id, status_field),
    INDEX mailing_account_sum_idx (company_id, mintime)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Date-based mailings: last run and clearance
CREATE TABLE rulebased_sent_tbl (
    mailing_id INT NOT NULL,
    lastsent TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, -- last run
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT NULL,
    clearance INT(1) NOT NULL DEFAULT 1, -- >0 = sending allowed
    clearance_change TIMESTAMP NULL DEFAULT NULL,
    clearance_origin VARCHAR(128),
    clearance_status VARCHAR(128), -- reason of block
    PRIMARY KEY (mailing_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Priority or stop
CREATE TABLE serverprio_tbl (
    company_id INT UNSIGNED NOT NULL DEFAULT 0,
    mailing_id INT UNSIGNED NOT NULL DEFAULT 0,
    priority INT, -- 0 = stop sending, else rank (small = earlier)
    start_date TIMESTAMP NULL DEFAULT NULL, -- from
    end_date TIMESTAMP NULL DEFAULT NULL, -- until
    INDEX serverprio_idx (mailing_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Generated mails per recipient; the unique index keeps anybody from getting the same sending twice
CREATE TABLE mailtrack_1_tbl (
    maildrop_status_id INT, -- send job
    customer_id INT UNSIGNED NOT NULL,
    timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, -- generation time
    mailing_id INT,
    mediatype INT UNSIGNED, -- 0 email, 2 post, 4 SMS
    UNIQUE mailtrack1_once_idx (maildrop_status_id, customer_id, mediatype),
    INDEX mailtrack1_customer_idx (customer_id),
    INDEX mailtrack1_mailing_idx (mailing_id),
    INDEX mailtrack1_time_idx (timestamp)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Delivered mails per recipient
CREATE TABLE success_1_tbl (
    customer_id INT UNSIGNED,
    mailing_id INT,
    timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP, -- delivery accepted
    INDEX success1_mailing_idx (mailing_id, customer_id),
    INDEX success1_customer_idx (customer_id),
    INDEX success1_time_idx (timestamp)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Interval mailings per recipient
CREATE TABLE interval_track_1_tbl (
    customer_id INT UNSIGNED NOT NULL,
    mailing_id INT NOT NULL,
    send_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, -- delivery of the interval mailing to this recipient
    INDEX intervaltrack1_mailing_idx (mailing_id),
    INDEX intervaltrack1_customer_idx (customer_id),
    INDEX intervaltrack1_time_idx (send_date)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Run timestamps of backend processes
CREATE TABLE timestamp_tbl (
    timestamp_id INT,
    description VARCHAR(250),
    name VARCHAR(64), -- process
    cur TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, -- current run
    prev TIMESTAMP NULL DEFAULT NULL, -- last good run
    temp TIMESTAMP NULL DEFAULT NULL -- working value
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Adds every new package to the sums. A failure is noted and never keeps the package from being recorded.
DELIMITER //

CREATE TRIGGER mailing_account_sum_trg AFTER INSERT ON mailing_account_tbl FOR EACH ROW
BEGIN
    DECLARE message TEXT;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
        GET DIAGNOSTICS CONDITION 1 message = MESSAGE_TEXT;
        CALL emm_log_db_errors(LEFT(message, 4000), NEW.company_id, 'mailing_account_sum_trg');
    END;
    INSERT INTO mailing_account_sum_tbl
        (company_id, mailing_id, status_field, no_of_mailings, no_of_bytes, mintime, maxtime, skip, chunks)
    VALUES
        (NEW.company_id, NEW.mailing_id, NEW.status_field, NEW.no_of_mailings, NEW.no_of_bytes, NEW.timestamp,
         NEW.timestamp, COALESCE(NEW.skip, 0), COALESCE(NEW.chunks, 0))
    ON DUPLICATE KEY UPDATE
        no_of_mailings = no_of_mailings + NEW.no_of_mailings,
        no_of_bytes = no_of_bytes + NEW.no_of_bytes,
        mintime = LEAST(mintime, NEW.timestamp),
        maxtime = GREATEST(maxtime, NEW.timestamp),
        skip = skip + COALESCE(NEW.skip, 0),
        chunks = chunks + COALESCE(NEW.chunks, 0);
END//

DELIMITER ;
