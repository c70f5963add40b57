-- Web forms and the actions that forms, links and openings run.

-- Actions
CREATE TABLE rdir_action_tbl (
    action_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL DEFAULT 0,
    shortname VARCHAR(50) NOT NULL DEFAULT '',
    description VARCHAR(1000) NOT NULL DEFAULT '',
    action_type INT UNSIGNED NOT NULL DEFAULT 0, -- 0 link only, 1 form only, 9 both
    creation_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    change_date TIMESTAMP NULL DEFAULT NULL,
    deleted INT(1) NOT NULL DEFAULT 0, -- 1 = soft-deleted
    active INT(1) NOT NULL DEFAULT 1, -- 0 = cannot be selected/executed
    advertising INT(1) DEFAULT 0, -- 1 = not executed for recipients with tracking veto
    PRIMARY KEY (action_id),
    INDEX rdir_action_company_idx (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Operations of an action
CREATE TABLE actop_tbl (
    action_operation_id INT NOT NULL AUTO_INCREMENT,
    company_id INT NOT NULL,
    type VARCHAR(255) NOT NULL, -- name of the operation; they run in the order of their ids
    action_id INT UNSIGNED NOT NULL,
    PRIMARY KEY (action_operation_id),
    INDEX actop_action_idx (action_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- ActivateDoubleOptIn
CREATE TABLE actop_activate_doi_tbl (
    action_operation_id INT NOT NULL,
    for_all_lists INT(1) NOT NULL DEFAULT 0, -- 1 all lists with status 5
    media_type INT(1),
    PRIMARY KEY (action_operation_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- ContentView
CREATE TABLE actop_content_view_tbl (
    tag_name VARCHAR(255) NOT NULL, -- content block shown
    action_operation_id INT NOT NULL,
    PRIMARY KEY (action_operation_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- ExecuteScript
CREATE TABLE actop_execute_script_tbl (
    script TEXT NOT NULL, -- Velocity text
    action_operation_id INT NOT NULL,
    PRIMARY KEY (action_operation_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- GetArchiveList
CREATE TABLE actop_get_archive_list_tbl (
    campaign_id INT NOT NULL,
    action_operation_id INT NOT NULL,
    limit_type INT(1), -- 0 days, 1 number of mailings
    limit_value INT,
    PRIMARY KEY (action_operation_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- GetArchiveMailing
CREATE TABLE actop_get_archive_mailing_tbl (
    expire_day INT NOT NULL, -- expiry day
    expire_month INT NOT NULL,
    expire_year INT NOT NULL, -- year (0 = never)
    action_operation_id INT NOT NULL,
    PRIMARY KEY (action_operation_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- GetCustomer
CREATE TABLE actop_get_customer_tbl (
    load_always INT NOT NULL, -- 1 = also without active binding
    action_operation_id INT NOT NULL,
    PRIMARY KEY (action_operation_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- IdentifyCustomer
CREATE TABLE actop_identify_customer_tbl (
    key_column VARCHAR(255) NOT NULL, -- login field
    pass_column VARCHAR(255) NOT NULL, -- password field or none
    action_operation_id INT NOT NULL,
    PRIMARY KEY (action_operation_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- SendMailing
CREATE TABLE actop_send_mailing_tbl (
    mailing_id INT NOT NULL, -- action-based mailing
    delay_minutes INT NOT NULL,
    action_operation_id INT NOT NULL,
    use_as_doi INT NOT NULL DEFAULT 0, -- legacy
    bcc VARCHAR(4000), -- blind copy addresses
    for_active_recipients INT(1) DEFAULT 1, -- 0 status 5 only, 1 status 5 and 1, 2 status 1 only
    PRIMARY KEY (action_operation_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- ServiceMail
CREATE TABLE actop_service_mail_tbl (
    text_mail TEXT NOT NULL,
    subject_line VARCHAR(255) NOT NULL,
    to_addr VARCHAR(255) NOT NULL, -- recipients
    mailtype INT NOT NULL, -- 0 text, 1 HTML and text
    html_mail TEXT NOT NULL,
    action_operation_id INT NOT NULL,
    from_address VARCHAR(100),
    reply_address VARCHAR(100), -- reply-to
    PRIMARY KEY (action_operation_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- SubscribeCustomer
CREATE TABLE actop_subscribe_customer_tbl (
    double_check INT NOT NULL, -- 1 = look for existing recipient
    key_column VARCHAR(255) NOT NULL, -- field for it
    double_opt_in INT NOT NULL, -- 1 = status 5
    action_operation_id INT NOT NULL,
    PRIMARY KEY (action_operation_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- UnsubscribeCustomer: lists to leave (none = all / list of the mailing)
CREATE TABLE actop_unsubscribe_mlist_tbl (
    action_operation_id INT NOT NULL,
    mailinglist_id INT UNSIGNED NOT NULL,
    PRIMARY KEY (action_operation_id, mailinglist_id),
    CONSTRAINT actop_unsubscribe_list_fk FOREIGN KEY (mailinglist_id) REFERENCES mailinglist_tbl (mailinglist_id) ON DELETE CASCADE
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- UpdateCustomer
CREATE TABLE actop_update_customer_tbl (
    column_name VARCHAR(255) NOT NULL,
    update_type INT NOT NULL, -- 1 increment, 2 decrement, 3 set
    update_value VARCHAR(255) NOT NULL, -- value or sysdate expression
    action_operation_id INT NOT NULL,
    trackpoint_id INT(22), -- take value from tracking point
    PRIMARY KEY (action_operation_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Web forms
CREATE TABLE userform_tbl (
    form_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL DEFAULT 0,
    formname VARCHAR(50) NOT NULL DEFAULT '', -- unique name used in agnFN
    description TEXT NOT NULL,
    startaction_id INT UNSIGNED NOT NULL DEFAULT 0, -- action before rendering
    endaction_id INT UNSIGNED NOT NULL DEFAULT 0, -- action after
    success_template LONGTEXT NOT NULL, -- HTML/Velocity
    error_template LONGTEXT NOT NULL, -- HTML/Velocity
    creation_date TIMESTAMP NULL DEFAULT NULL,
    success_url VARCHAR(500), -- redirect target
    error_url VARCHAR(500), -- redirect target
    error_use_url INT(1) DEFAULT 0, -- 1 = redirect
    success_use_url INT(1) DEFAULT 0, -- 1 = redirect
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    success_mimetype VARCHAR(20),
    error_mimetype VARCHAR(20),
    active INT(1) NOT NULL DEFAULT 1, -- 0 = not reachable
    success_builder_json LONGTEXT, -- form builder state
    error_builder_json LONGTEXT, -- form builder state
    deleted INT(1) NOT NULL DEFAULT 0, -- 1 = soft-deleted
    PRIMARY KEY (form_id),
    INDEX userform_name_idx (company_id, formname)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Images of forms
CREATE TABLE form_component_tbl (
    id INT NOT NULL AUTO_INCREMENT,
    form_id INT NOT NULL,
    company_id INT NOT NULL,
    name VARCHAR(64) NOT NULL,
    type INT NOT NULL,
    data LONGBLOB,
    data_size INT NOT NULL,
    width INT,
    height INT,
    mimetype VARCHAR(32) NOT NULL,
    description VARCHAR(100),
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT NULL,
    PRIMARY KEY (id),
    UNIQUE (form_id, name, type)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
