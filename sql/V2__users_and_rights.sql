-- Who may log in, and what they may do.

-- Groups of permissions as the GUI shows them
CREATE TABLE permission_category_tbl (
    category_name VARCHAR(32),
    sort_order INT DEFAULT 0,
    creation_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (category_name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Groups within a category
CREATE TABLE permission_subcategory_tbl (
    category_name VARCHAR(32),
    subcategory_name VARCHAR(32),
    sort_order INT DEFAULT 0,
    creation_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (category_name, subcategory_name),
    CONSTRAINT subcategory_category_fk FOREIGN KEY (category_name) REFERENCES permission_category_tbl (category_name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- All permissions
CREATE TABLE permission_tbl (
    permission_name VARCHAR(64) NOT NULL, -- token
    category VARCHAR(32) NOT NULL, -- GUI group
    sub_category VARCHAR(32), -- GUI sub group
    sort_order INT DEFAULT 0,
    feature_package VARCHAR(32), -- premium package or NULL
    creation_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (permission_name),
    CONSTRAINT permission_category_fk FOREIGN KEY (category) REFERENCES permission_category_tbl (category_name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Premium permissions of a tenant
CREATE TABLE company_permission_tbl (
    company_id INT NOT NULL,
    permission_name VARCHAR(40), -- premium permission granted to the tenant
    description VARCHAR(100),
    creation_date TIMESTAMP NULL DEFAULT NULL,
    PRIMARY KEY (company_id, permission_name),
    CONSTRAINT company_permission_fk FOREIGN KEY (permission_name) REFERENCES permission_tbl (permission_name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- GUI and REST users
CREATE TABLE admin_tbl (
    admin_id INT NOT NULL AUTO_INCREMENT,
    username VARCHAR(100) NOT NULL DEFAULT '',
    company_id INT UNSIGNED DEFAULT 0,
    fullname VARCHAR(100) DEFAULT '', -- last name
    admin_country VARCHAR(10) DEFAULT 'de',
    admin_lang VARCHAR(10) DEFAULT 'DE',
    admin_lang_variant VARCHAR(10) DEFAULT '',
    admin_timezone VARCHAR(50) DEFAULT 'Europe/Berlin',
    pwdchange_date TIMESTAMP NULL DEFAULT NULL, -- for expiry
    default_import_profile_id INT DEFAULT 0, -- preselected profile
    creation_date TIMESTAMP NULL DEFAULT NULL,
    timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    stat_email VARCHAR(200), -- address for reports
    layout_base_id INT DEFAULT 0,
    company_name VARCHAR(100),
    email VARCHAR(200),
    secure_password_hash VARCHAR(200), -- salted hash
    firstname VARCHAR(100) DEFAULT '',
    gender INT DEFAULT 2, -- as recipient
    title VARCHAR(300),
    news_date TIMESTAMP NULL DEFAULT NULL, -- last news seen
    message_date TIMESTAMP NULL DEFAULT NULL, -- last message seen
    phone_number VARCHAR(100),
    limiting_target_id INT UNSIGNED, -- legacy single access limit
    last_login_date TIMESTAMP NULL DEFAULT NULL,
    restful INT NOT NULL DEFAULT 0, -- 1 = REST-only user
    employee_id VARCHAR(100), -- own id
    totp_secret VARCHAR(100), -- second factor
    dashboard_layout VARCHAR(1000), -- JSON
    password_reminder INT, -- 0 none, 1 due, 2 sent
    PRIMARY KEY (admin_id),
    UNIQUE (username),
    CONSTRAINT admin_company_fk FOREIGN KEY (company_id) REFERENCES company_tbl (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Roles
CREATE TABLE admin_group_tbl (
    admin_group_id INT NOT NULL AUTO_INCREMENT, -- 0 no permissions, 1 all of the open edition, 7 view only
    company_id INT DEFAULT 0,
    shortname VARCHAR(100) DEFAULT '',
    description VARCHAR(1000) DEFAULT '',
    deleted INT(1) NOT NULL DEFAULT 0, -- 1 = soft-deleted
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (admin_group_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Roles of a user
CREATE TABLE admin_to_group_tbl (
    admin_id INT NOT NULL,
    admin_group_id INT NOT NULL, -- role (n:m)
    PRIMARY KEY (admin_id, admin_group_id),
    CONSTRAINT admin_to_group_fk FOREIGN KEY (admin_group_id) REFERENCES admin_group_tbl (admin_group_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Role hierarchy
CREATE TABLE group_to_group_tbl (
    admin_group_id INT NOT NULL,
    member_of_admin_group_id INT NOT NULL, -- parent role (inheritance)
    PRIMARY KEY (admin_group_id, member_of_admin_group_id),
    CONSTRAINT group_member_fk FOREIGN KEY (admin_group_id) REFERENCES admin_group_tbl (admin_group_id),
    CONSTRAINT group_parent_fk FOREIGN KEY (member_of_admin_group_id) REFERENCES admin_group_tbl (admin_group_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Direct permissions
CREATE TABLE admin_permission_tbl (
    admin_id INT DEFAULT 0,
    permission_name VARCHAR(40), -- permission granted directly
    UNIQUE admin_permission_idx (admin_id, permission_name),
    CONSTRAINT admin_permission_admin_fk FOREIGN KEY (admin_id) REFERENCES admin_tbl (admin_id) ON DELETE CASCADE,
    CONSTRAINT admin_permission_name_fk FOREIGN KEY (permission_name) REFERENCES permission_tbl (permission_name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Permissions of a role
CREATE TABLE admin_group_permission_tbl (
    admin_group_id INT,
    permission_name VARCHAR(40),
    UNIQUE group_permission_idx (admin_group_id, permission_name),
    CONSTRAINT group_permission_group_fk FOREIGN KEY (admin_group_id) REFERENCES admin_group_tbl (admin_group_id) ON DELETE CASCADE,
    CONSTRAINT group_permission_name_fk FOREIGN KEY (permission_name) REFERENCES permission_tbl (permission_name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- User preferences
CREATE TABLE admin_pref_tbl (
    admin_id INT DEFAULT 0,
    pref VARCHAR(40) NOT NULL, -- preference key (list sizes, live preview, statistics load type …)
    val VARCHAR(5) DEFAULT '0',
    UNIQUE admin_pref_idx (admin_id, pref)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Pending password resets
CREATE TABLE admin_password_reset_tbl (
    admin_id INT NOT NULL,
    time TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    valid_until TIMESTAMP NULL DEFAULT NULL,
    ip_address VARCHAR(50) NOT NULL,
    token_hash VARCHAR(64) NOT NULL, -- hash of mailed token
    error_count INT NOT NULL, -- failed tries
    INDEX password_reset_idx (admin_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- User names never to be used again
CREATE TABLE admin_blacklist_tbl (
    username VARCHAR(100) NOT NULL,
    PRIMARY KEY (username)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Feature usage
CREATE TABLE admin_use_tbl (
    admin_id INT NOT NULL,
    feature VARCHAR(100) NOT NULL,
    use_count INT NOT NULL DEFAULT 0,
    last_use TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (admin_id, feature)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- GUI/REST logins
CREATE TABLE login_track_tbl (
    login_track_id INT NOT NULL AUTO_INCREMENT,
    ip_address VARCHAR(50),
    creation_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    login_status INT, -- 10 success, 20 failure, 30 unlock, 40 success while blocked
    username VARCHAR(200),
    PRIMARY KEY (login_track_id),
    INDEX login_track_ip_idx (ip_address, creation_date),
    INDEX login_track_user_idx (username, creation_date),
    INDEX login_track_date_idx (creation_date)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- SOAP logins
CREATE TABLE ws_login_track_tbl (
    login_track_id BIGINT NOT NULL AUTO_INCREMENT,
    ip_address VARCHAR(50),
    creation_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    login_status INT, -- as in login_track_tbl
    username VARCHAR(50),
    PRIMARY KEY (login_track_id),
    INDEX ws_login_track_ip_idx (ip_address, creation_date),
    INDEX ws_login_track_user_idx (username, creation_date),
    INDEX ws_login_track_date_idx (creation_date)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Addresses never blocked
CREATE TABLE login_whitelist_tbl (
    ip_address VARCHAR(50) NOT NULL,
    description VARCHAR(200) NOT NULL,
    PRIMARY KEY (ip_address)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Address groups for session check
CREATE TABLE sessionhijackingprevention_tbl (
    ip_group INT(2),
    ip VARCHAR(50),
    comments VARCHAR(200)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- User activity log
CREATE TABLE userlog_tbl (
    logtime TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    username VARCHAR(200),
    action VARCHAR(100),
    description VARCHAR(4000),
    supervisor_name VARCHAR(100), -- supervisor login used
    INDEX userlog_time_idx (logtime),
    INDEX userlog_user_idx (username)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Groups of data sources
CREATE TABLE sourcegroup_tbl (
    sourcegroup_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    sourcegroup_type VARCHAR(2) NOT NULL, -- code: A, D, O, FO, DD, WS, V, RS
    description VARCHAR(1000) NOT NULL,
    timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    creation_date TIMESTAMP NULL DEFAULT NULL,
    PRIMARY KEY (sourcegroup_id),
    UNIQUE sourcegroup_type_idx (sourcegroup_type)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Data sources
CREATE TABLE datasource_description_tbl (
    datasource_id INT NOT NULL AUTO_INCREMENT,
    description VARCHAR(500) NOT NULL DEFAULT '',
    company_id INT UNSIGNED NOT NULL DEFAULT 0,
    sourcegroup_id INT UNSIGNED DEFAULT 0, -- sourcegroup_tbl
    timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    url VARCHAR(500) DEFAULT '', -- web address
    desc2 VARCHAR(500) DEFAULT '',
    PRIMARY KEY (datasource_id),
    INDEX datasource_company_idx (company_id),
    CONSTRAINT datasource_sourcegroup_fk FOREIGN KEY (sourcegroup_id) REFERENCES sourcegroup_tbl (sourcegroup_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- SOAP users
CREATE TABLE webservice_user_tbl (
    username VARCHAR(200) NOT NULL,
    company_id INT UNSIGNED NOT NULL DEFAULT 0,
    default_data_source_id INT NOT NULL, -- source written to recipients
    req_rate_limit DECIMAL(5,2), -- legacy
    bulk_size_limit INT NOT NULL DEFAULT 1000, -- max elements per bulk call
    password_encrypted VARCHAR(256), -- encrypted password
    max_result_list_size INT NOT NULL DEFAULT 0, -- max result rows, 0 none
    active INT(1) UNSIGNED, -- 1 on
    contact_info VARCHAR(2000),
    contact_email VARCHAR(400),
    api_call_limits VARCHAR(100), -- e.g. 432000/P1D;1200/PT1M
    last_login_date TIMESTAMP NULL DEFAULT NULL,
    PRIMARY KEY (username),
    CONSTRAINT webservice_user_company_fk FOREIGN KEY (company_id) REFERENCES company_tbl (company_id),
    CONSTRAINT webservice_user_source_fk FOREIGN KEY (default_data_source_id) REFERENCES datasource_description_tbl (datasource_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- SOAP operations that can be granted
CREATE TABLE webservice_permissions_tbl (
    endpoint VARCHAR(150) NOT NULL,
    category VARCHAR(150), -- group for the GUI
    PRIMARY KEY (endpoint)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Operations granted to a web service user
CREATE TABLE webservice_permission_tbl (
    username VARCHAR(200) NOT NULL,
    endpoint VARCHAR(200) NOT NULL,
    PRIMARY KEY (username, endpoint)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Permission groups (7 preset)
CREATE TABLE webservice_perm_group_tbl (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    name VARCHAR(150) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE webservice_perm_group_idx (name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Operations of a group
CREATE TABLE webservice_perm_group_perm_tbl (
    group_ref INT UNSIGNED NOT NULL,
    endpoint VARCHAR(150) NOT NULL,
    PRIMARY KEY (group_ref, endpoint)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Groups of a user
CREATE TABLE webservice_user_group_tbl (
    username VARCHAR(150) NOT NULL,
    group_ref INT UNSIGNED NOT NULL,
    PRIMARY KEY (username, group_ref)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Quota costs SOAP
CREATE TABLE webservice_endpoint_cost_tbl (
    company_ref INT UNSIGNED NOT NULL,
    endpoint VARCHAR(200) NOT NULL,
    costs INT(3) UNSIGNED NOT NULL, -- quota units per call
    PRIMARY KEY (company_ref, endpoint)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
