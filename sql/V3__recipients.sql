-- Recipients of company 1 and what belongs to a recipient. Further companies get copies of the numbered tables.

-- Recipients. Every profile field that users define is one more column.
CREATE TABLE customer_1_tbl (
    customer_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    email VARCHAR(100) NOT NULL, -- address, stored trimmed and lower-cased unless AllowUnnormalizedEmails
    firstname VARCHAR(100),
    lastname VARCHAR(100),
    gender INT NOT NULL DEFAULT 2, -- 0 male, 1 female, 2 unknown; extended mode adds 3 (Miss), 4 (practice), 5 (company)
    mailtype INT NOT NULL DEFAULT 0, -- 0 text, 1 HTML, 2 offline HTML, 4 mobile HTML
    title VARCHAR(100), -- academic title
    bounceload INT NOT NULL DEFAULT 0, -- 1 = bounce-load test record, never delivered; ignored in counts
    datasource_id INT DEFAULT 0, -- source at creation
    timestamp TIMESTAMP NULL DEFAULT NULL,
    creation_date TIMESTAMP NULL DEFAULT NULL,
    lastopen_date TIMESTAMP NULL DEFAULT NULL,
    lastclick_date TIMESTAMP NULL DEFAULT NULL,
    latest_datasource_id INT, -- source of last change
    lastsend_date TIMESTAMP NULL DEFAULT NULL,
    sys_tracking_veto INT(1), -- 1 = person must not be tracked
    cleaned_date TIMESTAMP NULL DEFAULT NULL, -- profile emptied by retention job
    sys_encrypted_sending INT(1) DEFAULT 1, -- 1 = encrypted sending wanted
    PRIMARY KEY (customer_id),
    INDEX cust1_email_idx (email)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Mailing lists
CREATE TABLE mailinglist_tbl (
    mailinglist_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED,
    description TEXT,
    shortname VARCHAR(100) NOT NULL DEFAULT '',
    auto_url VARCHAR(200), -- legacy
    remove_data INT DEFAULT 0, -- legacy
    rdir_domain VARCHAR(200), -- redirect domain for this list, overrides company
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    deleted INT(1) NOT NULL DEFAULT 0, -- 1 = soft-deleted
    binding_clean INT(1) DEFAULT 0, -- 1 = bindings removed by nightly job
    freq_counter_enabled INT(1), -- 1 = frequency capping
    sender_email VARCHAR(200), -- default sender
    reply_email VARCHAR(200), -- default reply-to
    PRIMARY KEY (mailinglist_id),
    INDEX mailinglist_company_idx (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- State of a recipient in a mailing list per medium
CREATE TABLE customer_1_binding_tbl (
    customer_id INT UNSIGNED NOT NULL DEFAULT 0,
    mailinglist_id INT UNSIGNED NOT NULL DEFAULT 0,
    user_type CHAR(1), -- A admin, T test, t test VIP, W world, w world VIP
    user_status INT NOT NULL, -- 1 active, 2 bounced, 3 opt-out by admin, 4 opt-out by user, 5 waits for confirmation, 6 blacklisted, 7 suspended
    user_remark VARCHAR(150), -- reason of last status change
    timestamp TIMESTAMP NULL DEFAULT NULL, -- last status change
    exit_mailing_id INT UNSIGNED, -- mailing that led to opt-out/bounce
    creation_date TIMESTAMP NULL DEFAULT NULL,
    mediatype INT UNSIGNED DEFAULT 0, -- 0 email, 2 post, 4 SMS
    referrer VARCHAR(4000), -- HTTP referrer of the subscription
    entry_mailing_id INT UNSIGNED, -- mailing that led to the subscription
    UNIQUE (customer_id, mailinglist_id, mediatype),
    INDEX custbind1_send_idx (mailinglist_id, customer_id, user_status, user_type, mediatype),
    INDEX custbind1_status_idx (customer_id, user_status, mailinglist_id),
    CONSTRAINT custbind1_customer_fk FOREIGN KEY (customer_id) REFERENCES customer_1_tbl (customer_id),
    CONSTRAINT custbind1_mailinglist_fk FOREIGN KEY (mailinglist_id) REFERENCES mailinglist_tbl (mailinglist_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- History of bindings, values before the change, filled by database triggers
CREATE TABLE hst_customer_1_binding_tbl (
    customer_id INT UNSIGNED,
    mailinglist_id INT,
    user_type CHAR(1), -- A admin, T test, t test VIP, W world, w world VIP
    user_status INT, -- 1 active, 2 bounced, 3 opt-out by admin, 4 opt-out by user, 5 waits for confirmation, 6 blacklisted, 7 suspended
    user_remark VARCHAR(150),
    timestamp TIMESTAMP NULL DEFAULT NULL,
    creation_date TIMESTAMP NULL DEFAULT NULL,
    exit_mailing_id INT,
    mediatype INT, -- 0 email, 2 post, 4 SMS
    change_type INT, -- 0 row deleted, 1 row updated
    timestamp_change TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP, -- moment of the change
    client_info VARCHAR(150), -- who changed (application / DB client)
    email VARCHAR(100), -- address at that time
    referrer VARCHAR(4000),
    entry_mailing_id INT UNSIGNED,
    INDEX hstbind1_email_idx (email),
    INDEX hstbind1_list_idx (mailinglist_id, customer_id),
    INDEX hstbind1_customer_idx (customer_id),
    INDEX hstbind1_change_idx (timestamp_change)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Blacklist of company 1 (no underscore before the number in the name)
CREATE TABLE cust1_ban_tbl (
    email VARCHAR(150) NOT NULL, -- address or pattern with * / %
    timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP, -- since
    reason VARCHAR(500), -- why
    PRIMARY KEY (email)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Definition of profile fields
CREATE TABLE customer_field_tbl (
    admin_id INT, -- legacy
    col_name VARCHAR(50), -- database column
    shortname VARCHAR(200),
    description VARCHAR(500),
    mode_edit INT, -- 0 editable, 1 read-only, 2 hidden
    company_id INT,
    field_sort INT NOT NULL DEFAULT 0,
    line INT, -- 1 = separator below
    isinterest INT DEFAULT 0, -- 1 = interest field
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    historize INT(1), -- 1 = changes are logged
    allowed_values TEXT, -- JSON list of values
    PRIMARY KEY (company_id, col_name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Per-user field visibility
CREATE TABLE customer_field_permission_tbl (
    company_id INT NOT NULL DEFAULT 0,
    column_name VARCHAR(32) NOT NULL DEFAULT '',
    admin_id INT NOT NULL DEFAULT 0,
    mode_edit INT NOT NULL DEFAULT 0, -- per user override
    PRIMARY KEY (company_id, column_name, admin_id),
    CONSTRAINT customer_field_permission_fk FOREIGN KEY (company_id, column_name) REFERENCES customer_field_tbl (company_id, col_name) ON DELETE CASCADE
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Unconfirmed address changes
CREATE TABLE pending_email_change_tbl (
    company_ref INT NOT NULL,
    customer_ref INT NOT NULL,
    new_email_address VARCHAR(100) NOT NULL,
    confirmation_code VARCHAR(100) NOT NULL,
    creation_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    INDEX pending_email_change_idx (company_ref, customer_ref)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- The history keeps the values from before a change. A copy of these two triggers serves every further company.
DELIMITER //

CREATE TRIGGER hst_customer_1_binding_upd_trg AFTER UPDATE ON customer_1_binding_tbl FOR EACH ROW
BEGIN
    IF NOT (OLD.user_status <=> NEW.user_status AND OLD.user_type <=> NEW.user_type
            AND OLD.user_remark <=> NEW.user_remark AND OLD.mediatype <=> NEW.mediatype
            AND OLD.mailinglist_id <=> NEW.mailinglist_id AND OLD.customer_id <=> NEW.customer_id
            AND OLD.referrer <=> NEW.referrer AND OLD.exit_mailing_id <=> NEW.exit_mailing_id
            AND OLD.entry_mailing_id <=> NEW.entry_mailing_id) THEN
        INSERT INTO hst_customer_1_binding_tbl
            (customer_id, mailinglist_id, user_type, user_status, user_remark, timestamp, creation_date,
             exit_mailing_id, mediatype, change_type, timestamp_change, client_info, email, referrer, entry_mailing_id)
        VALUES
            (OLD.customer_id, OLD.mailinglist_id, OLD.user_type, OLD.user_status, OLD.user_remark, OLD.timestamp,
             OLD.creation_date, OLD.exit_mailing_id, OLD.mediatype, 1, CURRENT_TIMESTAMP, USER(),
             (SELECT email FROM customer_1_tbl WHERE customer_id = OLD.customer_id), OLD.referrer,
             OLD.entry_mailing_id);
    END IF;
END//

CREATE TRIGGER hst_customer_1_binding_del_trg AFTER DELETE ON customer_1_binding_tbl FOR EACH ROW
BEGIN
    INSERT INTO hst_customer_1_binding_tbl
        (customer_id, mailinglist_id, user_type, user_status, user_remark, timestamp, creation_date,
         exit_mailing_id, mediatype, change_type, timestamp_change, client_info, email, referrer, entry_mailing_id)
    VALUES
        (OLD.customer_id, OLD.mailinglist_id, OLD.user_type, OLD.user_status, OLD.user_remark, OLD.timestamp,
         OLD.creation_date, OLD.exit_mailing_id, OLD.mediatype, 0, CURRENT_TIMESTAMP, USER(),
         (SELECT email FROM customer_1_tbl WHERE customer_id = OLD.customer_id), OLD.referrer, OLD.entry_mailing_id);
END//

DELIMITER ;
