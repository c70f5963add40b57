-- Profiles and results of imports and exports.

-- Import profiles
CREATE TABLE import_profile_tbl (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL,
    admin_id INT UNSIGNED NOT NULL,
    shortname VARCHAR(255) NOT NULL,
    column_separator INT UNSIGNED NOT NULL, -- code of separator
    text_delimiter INT UNSIGNED NOT NULL,
    file_charset INT UNSIGNED NOT NULL, -- code of charset
    date_format INT UNSIGNED NOT NULL,
    import_mode INT UNSIGNED NOT NULL, -- 0 add, 1 add and update, 2 update, 3 unsubscribe, 4 bounced, 5 blacklist
    null_values_action INT UNSIGNED NOT NULL, -- 1 = empty values do not overwrite
    key_column VARCHAR(255) NOT NULL, -- key field(s)
    report_email VARCHAR(255), -- report addresses
    check_for_duplicates INT UNSIGNED NOT NULL, -- 0 file only, 1 full, 2 none
    mail_type INT UNSIGNED NOT NULL, -- default format
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    update_all_duplicates DECIMAL(1,0) DEFAULT 0, -- 1 = update every match
    deleted INT(1) NOT NULL DEFAULT 0, -- 1 = soft-deleted
    pre_import_action INT, -- import_action_tbl
    decimal_separator VARCHAR(1) DEFAULT '.', -- . or ,
    action_for_new_recipients INT, -- DOI action
    noheaders INT(1) DEFAULT 0, -- 1 = no header line
    zip_password_encr VARCHAR(100), -- encrypted ZIP password
    error_email VARCHAR(400), -- error addresses
    automapping INT, -- 1 = file headers are column names
    datatype VARCHAR(32) DEFAULT 'CSV', -- CSV or JSON
    mailinglists_all INT(1) DEFAULT 0, -- 1 = all lists
    report_locale_lang VARCHAR(10),
    report_locale_country VARCHAR(10),
    report_timezone VARCHAR(50),
    PRIMARY KEY (id),
    INDEX import_profile_company_idx (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Column mapping
CREATE TABLE import_column_mapping_tbl (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    profile_id INT UNSIGNED NOT NULL,
    file_column VARCHAR(255), -- header in file
    db_column VARCHAR(255) NOT NULL, -- field, do-not-import-column = ignore
    mandatory TINYINT(1) NOT NULL, -- 1 = must have a value
    default_value VARCHAR(255) DEFAULT '', -- value if empty
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    deleted INT(1) NOT NULL DEFAULT 0, -- 1 = soft-deleted
    encrypted INT UNSIGNED DEFAULT 0, -- 1 = column is encrypted
    PRIMARY KEY (id),
    INDEX import_column_mapping_idx (profile_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Gender mapping
CREATE TABLE import_gender_mapping_tbl (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    profile_id INT UNSIGNED NOT NULL,
    int_gender INT UNSIGNED NOT NULL,
    string_gender VARCHAR(100) NOT NULL, -- text in file
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    deleted INT(1) NOT NULL DEFAULT 0, -- 1 = soft-deleted
    PRIMARY KEY (id),
    INDEX import_gender_mapping_idx (profile_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Lists of a profile
CREATE TABLE import_profile_mlist_bind_tbl (
    import_profile_id INT UNSIGNED NOT NULL,
    mailinglist_id INT UNSIGNED NOT NULL,
    company_id INT UNSIGNED NOT NULL,
    PRIMARY KEY (import_profile_id, mailinglist_id),
    CONSTRAINT import_bind_profile_fk FOREIGN KEY (import_profile_id) REFERENCES import_profile_tbl (id),
    CONSTRAINT import_bind_list_fk FOREIGN KEY (mailinglist_id) REFERENCES mailinglist_tbl (mailinglist_id),
    CONSTRAINT import_bind_company_fk FOREIGN KEY (company_id) REFERENCES company_tbl (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Media of a profile
CREATE TABLE import_profile_mediatype_tbl (
    import_profile_id INT UNSIGNED NOT NULL,
    mediatype INT UNSIGNED NOT NULL, -- 0 email, 2 post, 4 SMS
    PRIMARY KEY (import_profile_id, mediatype)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Import volume
CREATE TABLE import_size_tbl (
    company_ref INT UNSIGNED NOT NULL,
    import_ref INT UNSIGNED NOT NULL,
    import_type VARCHAR(32) NOT NULL,
    lines_count INT UNSIGNED NOT NULL,
    timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    INDEX import_size_idx (company_ref, timestamp)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Temporary tables in use
CREATE TABLE import_temporary_tables (
    session_id VARCHAR(255),
    temporary_table_name VARCHAR(255),
    host VARCHAR(128),
    import_table_name VARCHAR(255),
    description VARCHAR(255),
    creation_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Export profiles
CREATE TABLE export_predef_tbl (
    export_predef_id INT NOT NULL AUTO_INCREMENT,
    company_id INT NOT NULL DEFAULT 0,
    charset VARCHAR(200) DEFAULT '',
    `columns` LONGTEXT, -- field list
    mailinglists TEXT, -- lists whose status is exported
    delimiter_char CHAR(1) DEFAULT '0', -- quote
    separator_char CHAR(1) DEFAULT '0', -- separator
    target_id INT DEFAULT 0,
    user_status INT DEFAULT 0, -- 1 active, 2 bounced, 3 opt-out by admin, 4 opt-out by user, 5 waits for confirmation, 6 blacklisted, 7 suspended
    user_type CHAR(1) DEFAULT '0', -- A admin, T test, t test VIP, W world, w world VIP
    shortname TEXT,
    description TEXT,
    deleted INT(1) NOT NULL DEFAULT 0, -- 1 = soft-deleted
    mailinglist_id INT DEFAULT 0, -- list filter
    creation_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    timestamp_start TIMESTAMP NULL DEFAULT NULL,
    timestamp_end TIMESTAMP NULL DEFAULT NULL,
    creation_date_start TIMESTAMP NULL DEFAULT NULL,
    creation_date_end TIMESTAMP NULL DEFAULT NULL,
    mailinglist_bind_start TIMESTAMP NULL DEFAULT NULL,
    mailinglist_bind_end TIMESTAMP NULL DEFAULT NULL,
    timestamp_lastdays INT,
    creation_date_lastdays INT,
    mailinglist_bind_lastdays INT,
    always_quote INT DEFAULT 0, -- 1 = quote all
    dateformat INT,
    datetimeformat INT,
    timezone VARCHAR(32),
    decimalseparator VARCHAR(1),
    timestamp_includecurrent INT,
    creation_date_includecurrent INT,
    ml_bind_includecurrent INT,
    limits_linked_by_and INT DEFAULT 1, -- 1 AND / 0 OR
    locale_lang VARCHAR(10),
    locale_country VARCHAR(10),
    use_decoded_values INT(1) UNSIGNED DEFAULT 0, -- 1 = decoded
    PRIMARY KEY (export_predef_id),
    INDEX export_predef_company_idx (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Export columns
CREATE TABLE export_column_mapping_tbl (
    id INT NOT NULL AUTO_INCREMENT,
    export_predef_id INT NOT NULL,
    db_column VARCHAR(255), -- field or free column
    file_column VARCHAR(255),
    default_value VARCHAR(255) DEFAULT '',
    encrypted INT DEFAULT 0,
    PRIMARY KEY (id),
    CONSTRAINT export_column_mapping_fk FOREIGN KEY (export_predef_id) REFERENCES export_predef_tbl (export_predef_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Import/export reports
CREATE TABLE recipients_report_tbl (
    recipients_report_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    report_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    filename VARCHAR(500) NOT NULL,
    datasource_id INT,
    admin_id INT NOT NULL,
    company_id INT NOT NULL,
    report TEXT,
    type VARCHAR(15) NOT NULL, -- IMPORT_REPORT / EXPORT_REPORT …
    download_id INT,
    autoimport_id INT,
    error INT,
    content LONGBLOB, -- attached file
    entity_type INT UNSIGNED DEFAULT 0, -- 0 ?, 1 import, 2 export
    entity_execution INT UNSIGNED DEFAULT 0, -- 1 manual, 2 automatic
    entity_data INT UNSIGNED DEFAULT 0, -- 1 profile, 2 reference table
    entity_id INT UNSIGNED,
    PRIMARY KEY (recipients_report_id),
    INDEX recipients_report_idx (company_id, report_date)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Files for download
CREATE TABLE download_tbl (
    download_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    content LONGBLOB NOT NULL,
    PRIMARY KEY (download_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
