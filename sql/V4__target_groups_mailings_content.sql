-- Target groups, mailings and everything they are made of.

-- Target groups
CREATE TABLE dyn_target_tbl (
    target_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL DEFAULT 0,
    mailinglist_id INT UNSIGNED DEFAULT 0, -- legacy
    target_shortname VARCHAR(100) NOT NULL DEFAULT '',
    target_sql TEXT, -- SQL condition with alias cust
    target_description TEXT,
    deleted INT(1) NOT NULL DEFAULT 0, -- 1 = soft-deleted
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    creation_date TIMESTAMP NULL DEFAULT NULL,
    admin_test_delivery INT NOT NULL DEFAULT 0, -- 1 = selectable for admin/test sending
    locked INT(1) DEFAULT 0, -- 1 = not editable in GUI
    component_hide INT(1) DEFAULT 0, -- 1 = not usable in content/components
    eql LONGTEXT, -- rule text
    invalid INT, -- 1 = broken rule
    hidden INT, -- 1 = internal (list split)
    complexity INT, -- index behind the traffic light of the GUI
    favorite INT(1) DEFAULT 0, -- 1 = favourite
    PRIMARY KEY (target_id),
    INDEX target_company_idx (company_id, deleted),
    FULLTEXT INDEX target_name_ft_idx (target_shortname),
    FULLTEXT INDEX target_description_ft_idx (target_description)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- What target groups refer to, so that it cannot be deleted unnoticed: mailings
CREATE TABLE target_ref_mailing_tbl (
    target_ref INT UNSIGNED NOT NULL,
    company_ref INT UNSIGNED NOT NULL,
    mailing_ref INT UNSIGNED NOT NULL,
    PRIMARY KEY (target_ref, mailing_ref),
    INDEX target_ref_mailing_idx (mailing_ref)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- ... links
CREATE TABLE target_ref_link_tbl (
    target_ref INT UNSIGNED NOT NULL,
    company_ref INT UNSIGNED NOT NULL,
    link_ref INT UNSIGNED NOT NULL,
    PRIMARY KEY (target_ref, link_ref),
    INDEX target_ref_link_idx (link_ref)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- ... profile fields
CREATE TABLE target_ref_profilefield_tbl (
    target_ref INT UNSIGNED NOT NULL,
    company_ref INT UNSIGNED NOT NULL,
    name VARCHAR(200) NOT NULL,
    PRIMARY KEY (target_ref, name),
    INDEX target_ref_profilefield_idx (company_ref, name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- ... auto imports
CREATE TABLE target_ref_autoimport_tbl (
    target_ref INT UNSIGNED NOT NULL,
    company_ref INT UNSIGNED NOT NULL,
    autoimport_ref INT UNSIGNED NOT NULL,
    PRIMARY KEY (target_ref, autoimport_ref)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Mailing archives
CREATE TABLE campaign_tbl (
    campaign_id INT NOT NULL AUTO_INCREMENT, -- PK of mailing archive
    company_id INT NOT NULL DEFAULT 0,
    shortname VARCHAR(100) DEFAULT '',
    description VARCHAR(1000) DEFAULT '',
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    PRIMARY KEY (campaign_id),
    INDEX campaign_company_idx (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Mailings and templates
CREATE TABLE mailing_tbl (
    archived INT UNSIGNED DEFAULT 0, -- 1 = shown in online archive lists
    is_template INT UNSIGNED DEFAULT 0, -- 1 template, 0 mailing
    target_expression VARCHAR(1000), -- target ids with & | ! ( )
    split_id INT UNSIGNED NOT NULL DEFAULT 0, -- list split, 0 none, target id of split part, -1 from workflow
    needs_target INT(1) UNSIGNED DEFAULT 0, -- 1 = cannot be sent without target group
    mailing_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    mailtemplate_id INT UNSIGNED DEFAULT 0, -- parent template
    mailinglist_id INT UNSIGNED DEFAULT 0,
    description TEXT,
    shortname VARCHAR(200) DEFAULT '',
    company_id INT UNSIGNED NOT NULL DEFAULT 0,
    auto_url VARCHAR(200), -- legacy
    mailing_type INT UNSIGNED DEFAULT 0, -- 0 normal, 1 action-based, 2 date-based, 3 follow-up, 4 interval
    action_id INT UNSIGNED DEFAULT 0, -- legacy
    deleted INT(1) NOT NULL DEFAULT 0, -- 1 = soft-deleted
    campaign_id INT UNSIGNED DEFAULT 0, -- archive (campaign_tbl)
    test_lock INT UNSIGNED DEFAULT 0, -- 0 approved / 1 approval pending
    work_status VARCHAR(80), -- mailing.status.new, .edit, .test, .admin, .ready, .scheduled, .in-generation, .sending, .sent ...
    statmail_recp VARCHAR(512), -- addresses for the delivery status mail
    unique_link_count INT UNSIGNED DEFAULT 0, -- distinct links
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    cms_has_classic_content INT(1) DEFAULT 0, -- compatibility flag
    dynamic_template INT, -- 1 = template changes are pushed to mailings
    openaction_id INT DEFAULT 0, -- action run on opening
    clickaction_id INT DEFAULT 0, -- action run on any click
    delivered INT DEFAULT 0, -- number sent
    plan_date TIMESTAMP NULL DEFAULT NULL, -- planned send time
    priority INT, -- sending priority
    content_type VARCHAR(20), -- transaction / advertising
    is_text_version_required INT NOT NULL DEFAULT 1, -- 1 = text part must not be empty
    is_prioritization_allowed INT NOT NULL DEFAULT 1, -- 1 = takes part in prioritisation
    statmail_onerroronly INT, -- 1 = status mail only after errors
    locking_admin_id INT, -- current editor
    locking_expire_timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP, -- end of edit lock
    freq_counter_disabled INT(1), -- 1 = ignored by frequency capping
    mailerset VARCHAR(100), -- special mailer set
    is_grid INT DEFAULT 0, -- 1 = layout-builder mailing
    clearance_email VARCHAR(500), -- informed when date-based volume exceeds threshold
    clearance_threshold INT, -- volume limit for date-based mailing
    send_date TIMESTAMP NULL DEFAULT NULL, -- start of world sending
    workflow_id INT DEFAULT 0, -- owning workflow or 0
    is_post INT DEFAULT 0, -- 1 = print mailing
    PRIMARY KEY (mailing_id),
    INDEX mailing_company_idx (company_id, is_template, deleted),
    INDEX mailing_list_idx (mailinglist_id),
    INDEX mailing_senddate_idx (company_id, send_date),
    FULLTEXT INDEX mailing_name_ft_idx (shortname),
    FULLTEXT INDEX mailing_description_ft_idx (description)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Settings of a mailing for one medium. param holds comma-separated name="value" pairs, a backslash escapes quotes:
-- from, subject, preHeader, charset, linefeed (0 none, default 72), mailformat (0 text, 1 HTML and text, 2 also
-- offline HTML, default 2), reply, onepixlog (none, top, bottom), envelope, followup_for, followup_method, remove_dups,
-- skipempty, cleanupTestsBeforeDelivery, clearance, cleared_by
CREATE TABLE mailing_mt_tbl (
    mailing_id INT UNSIGNED NOT NULL DEFAULT 0,
    mediatype INT UNSIGNED DEFAULT 0, -- 0 email, 2 post, 4 SMS
    priority INT UNSIGNED DEFAULT 0, -- order if several media
    status INT UNSIGNED DEFAULT 0, -- 0 unused, 1 inactive, 2 active
    param TEXT, -- name="value" pairs, see above
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE mailing_mt_idx (mailing_id, mediatype)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Free parameters of a mailing
CREATE TABLE mailing_info_tbl (
    mailing_info_id INT NOT NULL AUTO_INCREMENT,
    mailing_id INT,
    company_id INT,
    name VARCHAR(200),
    value VARCHAR(4000),
    description VARCHAR(500),
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    creation_admin_id INT, -- creator
    change_admin_id INT, -- last editor
    PRIMARY KEY (mailing_info_id),
    INDEX mailing_info_idx (mailing_id, name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Content blocks
CREATE TABLE dyn_name_tbl (
    dyn_name_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    dyn_name VARCHAR(100),
    mailing_id INT UNSIGNED NOT NULL DEFAULT 0,
    company_id INT UNSIGNED NOT NULL DEFAULT 0,
    dyn_group INT UNSIGNED NOT NULL DEFAULT 0, -- display group
    interest_group VARCHAR(50), -- profile field for ordering blocks by interest
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    deleted INT NOT NULL DEFAULT 0, -- 1 = soft-deleted
    deletion_date TIMESTAMP NULL DEFAULT NULL, -- when marked deleted
    no_link_extension INT(1), -- 1 = no link extension in this block
    PRIMARY KEY (dyn_name_id),
    INDEX dyn_name_mailing_idx (mailing_id, dyn_name),
    INDEX dyn_name_deleted_idx (deletion_date)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Contents of a block per target group
CREATE TABLE dyn_content_tbl (
    dyn_content_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    dyn_name_id INT UNSIGNED NOT NULL DEFAULT 0,
    target_id INT UNSIGNED, -- 0 = all recipients
    dyn_order INT UNSIGNED, -- priority, lowest number is tested first
    dyn_content LONGTEXT,
    mailing_id INT UNSIGNED DEFAULT 0,
    company_id INT UNSIGNED NOT NULL DEFAULT 0,
    creation_date TIMESTAMP NULL DEFAULT NULL,
    change_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (dyn_content_id),
    INDEX dyn_content_name_idx (dyn_name_id),
    INDEX dyn_content_mailing_idx (mailing_id),
    FULLTEXT INDEX dyn_content_ft_idx (dyn_content)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Templates, images, attachments
CREATE TABLE component_tbl (
    company_id INT UNSIGNED NOT NULL DEFAULT 0,
    mailtemplate_id INT UNSIGNED DEFAULT 0,
    mailing_id INT UNSIGNED DEFAULT 0,
    component_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    mtype VARCHAR(200), -- MIME type
    required INT UNSIGNED DEFAULT 0, -- 1 = used by content
    comptype INT UNSIGNED DEFAULT 0, -- 0 template or text, 1 external image, 3 attachment, 4 personalised attachment, 5 hosted image, 6 font, 7 precoded attachment, 8 thumbnail
    comppresent INT UNSIGNED DEFAULT 0, -- 1 = in use
    compname VARCHAR(500) NOT NULL, -- name or URL
    emmblock LONGTEXT,
    binblock LONGBLOB, -- binary content
    target_id INT UNSIGNED DEFAULT 0, -- only for this target group
    url_id INT(1) UNSIGNED NOT NULL DEFAULT 0, -- link on picture
    timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    description VARCHAR(200),
    validity_start_date TIMESTAMP NULL DEFAULT NULL, -- valid from
    validity_end_date TIMESTAMP NULL DEFAULT NULL, -- valid until
    cdn_id VARCHAR(32), -- id at a CDN
    PRIMARY KEY (component_id),
    INDEX component_mailing_idx (mailing_id, comptype),
    FULLTEXT INDEX component_ft_idx (emmblock)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Forms of address
CREATE TABLE title_tbl (
    title_id INT NOT NULL AUTO_INCREMENT,
    company_id INT NOT NULL DEFAULT 0,
    description VARCHAR(1000) NOT NULL DEFAULT '',
    PRIMARY KEY (title_id),
    INDEX title_company_idx (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Texts per gender
CREATE TABLE title_gender_tbl (
    title_id INT UNSIGNED NOT NULL DEFAULT 0,
    gender INT NOT NULL DEFAULT 0,
    title VARCHAR(150) NOT NULL DEFAULT '', -- form of address for that gender
    PRIMARY KEY (title_id, gender)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Tag catalogue
CREATE TABLE tag_tbl (
    tag_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    tagname VARCHAR(64) NOT NULL DEFAULT '', -- name without brackets
    selectvalue TEXT NOT NULL, -- SQL or text with {param} and [rdir-domain] style placeholders
    type VARCHAR(10) NOT NULL DEFAULT '', -- SIMPLE, COMPLEX, FLOW, FUNCTION
    company_id INT NOT NULL DEFAULT 0, -- 0 = all
    description TEXT,
    change_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    deprecated INT DEFAULT 0, -- 1 = hidden in the editor
    PRIMARY KEY (tag_id),
    INDEX tag_name_idx (tagname, company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Date formats for the date tag
CREATE TABLE date_tbl (
    type INT NOT NULL, -- number used in agnDATE type
    format VARCHAR(100), -- Java date pattern
    PRIMARY KEY (type)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- DKIM keys
CREATE TABLE dkim_key_tbl (
    dkim_id INT NOT NULL AUTO_INCREMENT,
    creation_date TIMESTAMP NULL DEFAULT NULL,
    timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    company_id INT DEFAULT 0,
    valid_start TIMESTAMP NULL DEFAULT NULL, -- from
    valid_end TIMESTAMP NULL DEFAULT NULL, -- until
    domain VARCHAR(128) DEFAULT '', -- sender domain
    selector VARCHAR(250) DEFAULT '',
    domain_key VARCHAR(4000) DEFAULT '', -- private key (plain, legacy)
    domain_key_encrypted VARCHAR(4000), -- private key encrypted
    PRIMARY KEY (dkim_id),
    INDEX dkim_company_idx (company_id, domain)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Calendar notes
CREATE TABLE calendar_comment_tbl (
    comment_id INT NOT NULL AUTO_INCREMENT,
    company_id INT DEFAULT 0,
    admin_id INT,
    comment_content VARCHAR(1000),
    comment_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP, -- day
    deadline INT(1) DEFAULT 0, -- 1 deadline
    planned_send_date TIMESTAMP NULL DEFAULT NULL, -- reminder time
    PRIMARY KEY (comment_id),
    INDEX calendar_comment_idx (company_id, comment_date)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Receivers of notes
CREATE TABLE calendar_custom_recipients_tbl (
    comment_id INT NOT NULL,
    company_id INT NOT NULL,
    email VARCHAR(200),
    admin_id INT NOT NULL DEFAULT 0,
    notified INT NOT NULL DEFAULT 0,
    INDEX calendar_recipients_idx (comment_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Users from earlier versions may be limited to one target group
ALTER TABLE admin_tbl
    ADD CONSTRAINT admin_target_fk FOREIGN KEY (limiting_target_id) REFERENCES dyn_target_tbl (target_id);
