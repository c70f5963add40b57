-- What recipients and mail servers did with the mails.

-- Links of mailings
CREATE TABLE rdir_url_tbl (
    deep_tracking INT UNSIGNED NOT NULL DEFAULT 0, -- 0 none, 1 cookie, 2 URL parameter, 3 both
    url_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    full_url TEXT NOT NULL, -- target URL incl. tags/hash tags
    mailing_id INT UNSIGNED NOT NULL DEFAULT 0,
    company_id INT UNSIGNED,
    `usage` INT, -- 0 not measured, 1 text, 2 HTML, 3 both
    action_id INT UNSIGNED, -- action on click
    shortname VARCHAR(500),
    alt_text VARCHAR(200), -- label in statistics
    creation_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    extend_url INT NOT NULL DEFAULT 0, -- 1 = link extensions applied
    admin_link INT DEFAULT 0, -- 1 = administrative link (form, unsubscribe, fullview); own section in statistics
    from_mailing INT, -- 1 = found in content
    deleted INT(1) NOT NULL DEFAULT 0, -- 1 = soft-deleted
    original_url VARCHAR(2000), -- URL before change after sending
    static_value INT(1), -- 1 = profile values in the URL are frozen at generation
    measured_separately INT(1) NOT NULL DEFAULT 0, -- 1 = every position gets its own link
    create_substitute_link INT(1), -- 1 = short/substitute link
    PRIMARY KEY (url_id),
    INDEX rdir_url_mailing_idx (mailing_id),
    INDEX rdir_url_company_idx (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Link parameters
CREATE TABLE rdir_url_param_tbl (
    url_id INT UNSIGNED,
    param_type VARCHAR(32), -- e.g. LinkExtension
    param_key VARCHAR(32),
    param_value VARCHAR(2000),
    INDEX rdir_url_param_idx (url_id, param_type),
    CONSTRAINT rdir_url_param_fk FOREIGN KEY (url_id) REFERENCES rdir_url_tbl (url_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Clicks
CREATE TABLE rdirlog_1_tbl (
    customer_id INT UNSIGNED, -- recipient, 0/NULL anonymous
    url_id INT,
    company_id INT,
    timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, -- click time
    ip_adr VARCHAR(50), -- client address (may be anonymised/NULL)
    mailing_id INT,
    device_id INT,
    device_class_id INT(2), -- 1 desktop, 2 mobile, 3 tablet, 4 smart TV, 5-8 the same, unknown
    client_id INT, -- mail client/browser
    INDEX rdirlog1_mailing_idx (mailing_id, url_id, customer_id),
    INDEX rdirlog1_customer_idx (customer_id, device_class_id, mailing_id),
    INDEX rdirlog1_time_idx (timestamp)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Numeric tracking points, revenue
CREATE TABLE rdirlog_1_val_num_tbl (
    company_id INT NOT NULL,
    customer_id INT UNSIGNED,
    ip_adr VARCHAR(50),
    mailing_id INT,
    session_id INT, -- deep-tracking session
    timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    num_parameter DOUBLE, -- value (money amount for page_tag revenue)
    page_tag VARCHAR(30), -- tracking point name
    INDEX rdirlogval1_page_idx (mailing_id, page_tag),
    INDEX rdirlogval1_customer_idx (customer_id, mailing_id),
    INDEX rdirlogval1_company_idx (company_id, customer_id, mailing_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Openings, one row per recipient and mailing; the unique index lets two simultaneous first openings meet in one row
CREATE TABLE onepixellog_1_tbl (
    customer_id INT UNSIGNED NOT NULL,
    mailing_id INT NOT NULL,
    company_id INT NOT NULL,
    ip_adr VARCHAR(50),
    timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    open_count INT, -- number of openings
    mobile_count INT, -- openings with device class mobile
    first_open TIMESTAMP NULL DEFAULT NULL,
    last_open TIMESTAMP NULL DEFAULT NULL,
    UNIQUE onepixellog1_once_idx (mailing_id, customer_id),
    INDEX onepixellog1_customer_idx (customer_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Single openings with device
CREATE TABLE onepixellog_device_1_tbl (
    company_id INT NOT NULL,
    mailing_id INT NOT NULL,
    customer_id INT UNSIGNED NOT NULL,
    device_id INT,
    creation TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, -- opening time, one row per opening
    device_class_id INT(2), -- 1 desktop, 2 mobile, 3 tablet, 4 smart TV, 5-8 the same, unknown
    client_id INT, -- mail client
    INDEX onepixeldev1_mailing_idx (mailing_id, customer_id),
    INDEX onepixeldev1_customer_idx (customer_id, device_class_id, mailing_id),
    INDEX onepixeldev1_time_idx (creation)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Links of forms
CREATE TABLE rdir_url_userform_tbl (
    url_id INT NOT NULL AUTO_INCREMENT,
    full_url VARCHAR(2000) NOT NULL, -- target
    form_id INT NOT NULL,
    company_id INT,
    `usage` INT, -- 0 not measured, 1 text, 2 HTML, 3 both
    action_id INT,
    shortname VARCHAR(1000),
    deep_tracking INT DEFAULT 0, -- 1 on
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (url_id),
    INDEX rdir_url_userform_idx (form_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Form calls and form link clicks
CREATE TABLE rdirlog_userform_1_tbl (
    form_id INT,
    customer_id INT UNSIGNED, -- recipient, 0/NULL anonymous
    url_id INT,
    company_id INT,
    timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, -- click time
    ip_adr VARCHAR(50), -- client address (may be anonymised/NULL)
    mailing_id INT,
    device_id INT,
    device_class_id INT(2), -- 1 desktop, 2 mobile, 3 tablet, 4 smart TV, 5-8 the same, unknown
    client_id INT, -- mail client/browser
    INDEX rdirlogform1_form_idx (form_id, timestamp),
    INDEX rdirlogform1_customer_idx (customer_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Image traffic, raw
CREATE TABLE rdir_traffic_amount_1_tbl (
    mailing_id INT,
    content_name VARCHAR(3000),
    content_size INT,
    demand_date TIMESTAMP NULL DEFAULT NULL,
    INDEX traffic1_mailing_idx (mailing_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Image traffic per day
CREATE TABLE rdir_traffic_agr_1_tbl (
    mailing_id INT,
    content_name VARCHAR(3000),
    content_size INT,
    demand_date TIMESTAMP NULL DEFAULT NULL,
    amount INT,
    INDEX trafficagr1_mailing_idx (mailing_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Buffer of last openings/clicks used to fill lastopen/lastclick
CREATE TABLE access_data_tbl (
    creation_date TIMESTAMP NULL DEFAULT NULL,
    user_agent VARCHAR(2000),
    xuid VARCHAR(500), -- UID used
    ip VARCHAR(50),
    referer VARCHAR(2000),
    access_type VARCHAR(40), -- ONEPIXEL or REDIRECT
    mailing_id INT,
    customer_id INT UNSIGNED,
    link_id INT,
    device_id INT,
    INDEX access_data_idx (creation_date)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Client detection
CREATE TABLE client_tbl (
    client_id INT NOT NULL AUTO_INCREMENT,
    client_order INT, -- test order
    description VARCHAR(200),
    regex VARCHAR(200), -- user agent pattern
    PRIMARY KEY (client_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Ignored user agents
CREATE TABLE device_blacklist_tbl (
    device_id INT NOT NULL AUTO_INCREMENT,
    device_order INT,
    description VARCHAR(200),
    regex VARCHAR(200), -- user agent pattern that is not logged
    service INT(1), -- 1 active
    PRIMARY KEY (device_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Seen user agents
CREATE TABLE user_agent_tbl (
    user_agent_id INT NOT NULL AUTO_INCREMENT,
    user_agent VARCHAR(2000) NOT NULL,
    req_counter INT,
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (user_agent_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Heat map colours
CREATE TABLE click_stat_colors_tbl (
    id INT NOT NULL AUTO_INCREMENT,
    company_id INT NOT NULL,
    range_start INT NOT NULL,
    range_end INT NOT NULL,
    color VARCHAR(6) NOT NULL,
    PRIMARY KEY (id),
    INDEX click_stat_colors_idx (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Bounces
CREATE TABLE bounce_tbl (
    dsn INT, -- delivery status code without dots (e.g. 511)
    bounce_id INT NOT NULL AUTO_INCREMENT,
    company_id INT,
    customer_id INT UNSIGNED,
    detail INT, -- 400-499 soft, 510 and above hard
    mailing_id INT,
    timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    PRIMARY KEY (bounce_id),
    INDEX bounce_mailing_idx (mailing_id, customer_id),
    INDEX bounce_customer_idx (company_id, customer_id),
    INDEX bounce_time_idx (timestamp)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Soft bounce scores
CREATE TABLE softbounce_email_tbl (
    email VARCHAR(200) NOT NULL DEFAULT '',
    bnccnt INT NOT NULL DEFAULT 0, -- soft bounce counter
    mailing_id INT NOT NULL DEFAULT 0, -- last bounced mailing
    creation_date TIMESTAMP NULL DEFAULT NULL, -- first bounce
    timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, -- last bounce
    company_id INT NOT NULL DEFAULT 0,
    UNIQUE softbounce_email_idx (company_id, email)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Work table of scoring
CREATE TABLE bounce_collect_tbl (
    customer_id INT UNSIGNED,
    mailing_id INT,
    company_id INT,
    timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, -- time of collection
    INDEX bounce_collect_idx (company_id, customer_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- DSN to bounce code
CREATE TABLE bounce_translate_tbl (
    rule_id INT NOT NULL AUTO_INCREMENT,
    company_id INT NOT NULL, -- 0 global
    dsn INT NOT NULL, -- reported code
    detail INT NOT NULL, -- resulting bounce code
    pattern VARCHAR(150), -- optional regex on the MTA status text
    active INT(1) NOT NULL DEFAULT 1, -- 1 = in use
    shortname VARCHAR(100),
    description VARCHAR(500),
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (rule_id),
    INDEX bounce_translate_idx (company_id, dsn)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Bounce settings
CREATE TABLE bounce_config_tbl (
    company_id INT UNSIGNED NOT NULL, -- 0 global
    rid INT UNSIGNED NOT NULL, -- bounce filter, 0 all
    name VARCHAR(100) NOT NULL, -- entry (e.g. conversion)
    value LONGTEXT NOT NULL, -- JSON object
    description VARCHAR(500),
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (company_id, rid, name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Bounce rules
CREATE TABLE bounce_rule_tbl (
    company_id INT UNSIGNED NOT NULL,
    rid INT UNSIGNED NOT NULL, -- bounce filter, 0 all
    definition LONGTEXT NOT NULL, -- JSON, sections hard/soft/systemmail/filter with regex lists
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (company_id, rid)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Autoresponder throttle
CREATE TABLE bounce_ar_lastsent_tbl (
    rid INT UNSIGNED NOT NULL,
    customer_id INT UNSIGNED NOT NULL,
    lastsent TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, -- last autoresponder mail to this recipient (limits repeat)
    PRIMARY KEY (rid, customer_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Bounce filters
CREATE TABLE mailloop_tbl (
    rid INT UNSIGNED NOT NULL AUTO_INCREMENT, -- part of the filter address reply_<rid>@domain
    company_id INT UNSIGNED NOT NULL DEFAULT 0,
    forward VARCHAR(128) DEFAULT '', -- address for unfiltered mail
    timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    ar_enable INT UNSIGNED DEFAULT 0, -- not 0 = autoresponder on
    forward_enable INT UNSIGNED DEFAULT 0, -- not 0 = on
    shortname VARCHAR(200) NOT NULL DEFAULT '',
    description TEXT,
    filter_address VARCHAR(128) DEFAULT '', -- own filter address
    subscribe_enable INT(1) UNSIGNED NOT NULL DEFAULT 0, -- 1 = opt-in by mail
    mailinglist_id INT UNSIGNED NOT NULL DEFAULT 0, -- list for it
    form_id INT UNSIGNED NOT NULL DEFAULT 0, -- DOI form
    creation_date TIMESTAMP NULL DEFAULT NULL,
    spam_required INT, -- 1 = spam check
    spam_email VARCHAR(200), -- spam address
    spam_forward INT, -- limit
    autoresponder_mailing_id INT UNSIGNED, -- mailing sent
    security_token VARCHAR(100), -- for autoresponder call
    PRIMARY KEY (rid),
    INDEX mailloop_company_idx (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Own rules of a filter
CREATE TABLE mailloop_rule_tbl (
    rid INT NOT NULL, -- bounce filter
    section VARCHAR(32) NOT NULL, -- systemmail, filter, hard, soft
    pattern VARCHAR(256) NOT NULL,
    INDEX mailloop_rule_idx (rid)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Filter activity
CREATE TABLE mailloop_log_tbl (
    mailloop_log_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    rid VARCHAR(32), -- filter id
    timestamp TIMESTAMP NULL DEFAULT NULL,
    status INT(1) UNSIGNED, -- 1 ok, 0 failed
    company_id INT UNSIGNED,
    mailing_id INT UNSIGNED,
    customer_id INT UNSIGNED,
    action VARCHAR(32),
    remark VARCHAR(1000),
    PRIMARY KEY (mailloop_log_id),
    INDEX mailloop_log_idx (company_id, timestamp)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Response inbox
CREATE TABLE mailloop_replies_tbl (
    id INT NOT NULL AUTO_INCREMENT,
    mailloop_id INT UNSIGNED NOT NULL, -- bounce filter
    status INT(1) DEFAULT 0, -- 0 unread, 1 read
    sender_full_name VARCHAR(200),
    subject VARCHAR(200),
    sender_email VARCHAR(200),
    response_email VARCHAR(200),
    timestamp TIMESTAMP NULL DEFAULT NULL,
    creation_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    content LONGTEXT,
    content_type INT(1) DEFAULT 0, -- 0 plain, 1 HTML
    raw_message LONGBLOB,
    customer_id INT UNSIGNED,
    company_id INT UNSIGNED NOT NULL,
    customer_company_id INT UNSIGNED,
    PRIMARY KEY (id),
    INDEX mailloop_replies_idx (company_id, creation_date),
    CONSTRAINT mailloop_replies_fk FOREIGN KEY (mailloop_id) REFERENCES mailloop_tbl (rid)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
