-- Tenants, settings and what the applications keep about themselves.

-- Company states
CREATE TABLE company_status_desc_tbl (
    status VARCHAR(20) NOT NULL,
    description VARCHAR(32),
    UNIQUE (status)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Tenants (OpenEMM uses company 1)
CREATE TABLE company_tbl (
    rdir_domain VARCHAR(100), -- default redirect domain
    company_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    shortname VARCHAR(30) DEFAULT '',
    description VARCHAR(300) DEFAULT '',
    status VARCHAR(20), -- company_status_desc_tbl
    mailtracking INT DEFAULT 0, -- 1 = mailtrack/success tables filled
    creator_company_id INT DEFAULT 1, -- creating tenant
    mailerset INT DEFAULT 0,
    customer_type VARCHAR(50) NOT NULL DEFAULT 'UNKNOWN',
    pricing_id INT,
    send_immediately INT DEFAULT 0, -- 1 = send while generating
    offpeak INT DEFAULT 0,
    notification_email VARCHAR(100), -- system notices
    mailloop_domain VARCHAR(200), -- default filter domain
    stat_admin INT, -- main user
    creation_date TIMESTAMP NULL DEFAULT NULL,
    timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    sector INT, -- benchmark sector
    business_field INT, -- 1 B2B, 2 B2C
    secret_key VARCHAR(32), -- key for UID signatures
    mails_per_day VARCHAR(500), -- frequency limit expression
    uid_version INT(2), -- minimum accepted UID version
    max_recipients INT DEFAULT 0, -- longest recipient list that the GUI shows
    salutation_extended INT DEFAULT 0, -- 1 = extended gender
    enabled_uid_version INT NOT NULL, -- UID version generated
    parent_company_id INT, -- parent tenant
    export_notify INT DEFAULT 0, -- 1 = mail on export
    auto_mailing_report_active INT DEFAULT 0, -- 1 = report mails after 24h/48h/1 week
    auto_deeptracking INT(1) DEFAULT 0, -- 1 = all links deep tracked
    default_datasource_id INT(7), -- fallback data source
    priority_count INT, -- prioritised mails per day
    contact_tech VARCHAR(400), -- technical contacts
    company_token VARCHAR(64), -- public token (agnCTOKEN)
    PRIMARY KEY (company_id),
    UNIQUE company_token_idx (company_token),
    CONSTRAINT company_status_fk FOREIGN KEY (status) REFERENCES company_status_desc_tbl (status)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Settings per tenant, or for all (company 0); they win over config_tbl
CREATE TABLE company_info_tbl (
    company_id INT NOT NULL DEFAULT 0, -- tenant, 0 = global
    cname VARCHAR(64) NOT NULL DEFAULT '',
    cvalue VARCHAR(4000) DEFAULT '',
    description VARCHAR(250) DEFAULT '',
    creation_date TIMESTAMP NULL DEFAULT NULL,
    timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    hostname VARCHAR(100), -- only on this host, empty = all
    INDEX company_info_idx (company_id, cname)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Settings of the instance; the full name is class.name
CREATE TABLE config_tbl (
    class VARCHAR(32), -- first part of the name
    name VARCHAR(64), -- rest of the name
    value TEXT,
    hostname VARCHAR(100), -- only on this host, empty = all
    description VARCHAR(500),
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    INDEX config_idx (class, name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Headers added to responses of the web applications
CREATE TABLE http_response_headers_tbl (
    header_name VARCHAR(100) NOT NULL,
    header_value TEXT NOT NULL,
    overwrite INT(1) NOT NULL, -- 1 = replace a header already set
    app_types VARCHAR(100) NOT NULL DEFAULT '', -- comma list of emm, rdir, ws, birt; empty = all
    company_ref INT, -- tenant, 0 all; unused for filter
    remote_hostname_pattern VARCHAR(1000), -- regex on client host
    used_for VARCHAR(100), -- filter (default) or resource
    query_pattern VARCHAR(1000), -- regex on query string
    description VARCHAR(1000)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Logos, favicon
CREATE TABLE layout_tbl (
    company_id INT UNSIGNED DEFAULT 0,
    item_name VARCHAR(32) NOT NULL,
    data LONGBLOB,
    UNIQUE layout_idx (company_id, item_name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Redirect of bare domains
CREATE TABLE landingpage_tbl (
    domain VARCHAR(64),
    landingpage VARCHAR(64),
    http_code INT(3)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Types of files that users may upload; * stands for any text
CREATE TABLE mimetype_whitelist_tbl (
    mimetype VARCHAR(100) NOT NULL,
    description VARCHAR(100),
    creation_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (mimetype)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Starts of versions
CREATE TABLE release_log_tbl (
    host_name VARCHAR(64),
    application_name VARCHAR(64),
    version_number VARCHAR(15),
    startup_timestamp TIMESTAMP NULL DEFAULT NULL,
    build_time TIMESTAMP NULL DEFAULT NULL,
    build_host VARCHAR(100),
    build_user VARCHAR(100)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Notification mails sent lately, so that the same one is not sent over and over
CREATE TABLE mail_notification_buffer_tbl (
    id INT NOT NULL AUTO_INCREMENT,
    recipients VARCHAR(400) NOT NULL,
    subject VARCHAR(400) NOT NULL,
    text VARCHAR(1000) NOT NULL,
    send_time TIMESTAMP NULL DEFAULT NULL,
    last_request_time TIMESTAMP NULL DEFAULT NULL,
    request_count INT NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Errors caught in triggers
CREATE TABLE emm_db_errorlog_tbl (
    company_id INT,
    errortext VARCHAR(4000),
    module_name VARCHAR(200),
    client_info VARCHAR(500),
    creation_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Called by triggers that must never fail the statement they belong to
CREATE PROCEDURE emm_log_db_errors(IN message VARCHAR(4000), IN company INT, IN module VARCHAR(200))
    INSERT INTO emm_db_errorlog_tbl (company_id, errortext, module_name, client_info)
    VALUES (company, message, module, USER());
