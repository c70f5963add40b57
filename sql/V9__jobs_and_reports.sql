-- Jobs that run by the clock, and the reports that they send.

-- Job queue
CREATE TABLE job_queue_tbl (
    id INT NOT NULL AUTO_INCREMENT,
    description VARCHAR(64) NOT NULL DEFAULT '',
    created TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    laststart TIMESTAMP NULL DEFAULT NULL,
    running INT(1) DEFAULT 0, -- >0 = running
    lastresult VARCHAR(512), -- OK or NULL, else error text (max. 512)
    startaftererror INT(1) DEFAULT 0, -- >0 = start again after an error
    lastduration INT DEFAULT 0, -- run time of last execution
    `interval` VARCHAR(64) NOT NULL DEFAULT '', -- when, in the interval language of the job queue
    nextstart TIMESTAMP NULL DEFAULT NULL,
    hostname VARCHAR(64), -- host of the last/current run
    runclass VARCHAR(128) DEFAULT '', -- Java class
    runonlyonhosts VARCHAR(64), -- ; or , list of allowed hosts
    emailonerror VARCHAR(64), -- address for error mails
    deleted INT(1) NOT NULL DEFAULT 0, -- >0 deleted
    job_comment VARCHAR(500),
    criticality INT DEFAULT 5, -- 1 low … 5 immediate
    acknowledged INT DEFAULT 0, -- 1 = error seen by an operator
    PRIMARY KEY (id),
    INDEX job_queue_due_idx (nextstart)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Job parameters
CREATE TABLE job_queue_parameter_tbl (
    job_id INT NOT NULL AUTO_INCREMENT,
    parameter_name VARCHAR(64) NOT NULL DEFAULT '',
    parameter_value VARCHAR(128) NOT NULL DEFAULT '',
    PRIMARY KEY (job_id, parameter_name),
    CONSTRAINT job_queue_parameter_fk FOREIGN KEY (job_id) REFERENCES job_queue_tbl (id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Job history
CREATE TABLE job_queue_result_tbl (
    job_id INT NOT NULL,
    time TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP, -- end
    result VARCHAR(512), -- OK or error
    duration INT DEFAULT 0, -- seconds
    hostname VARCHAR(64), -- host
    INDEX job_queue_result_idx (job_id, time),
    INDEX job_queue_result_time_idx (time),
    CONSTRAINT job_queue_result_fk FOREIGN KEY (job_id) REFERENCES job_queue_tbl (id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Scheduled reports
CREATE TABLE birtreport_tbl (
    report_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED DEFAULT 0,
    shortname VARCHAR(300),
    description VARCHAR(1000),
    active INT UNSIGNED DEFAULT 0, -- 1 on
    report_type INT UNSIGNED DEFAULT 0, -- trigger, see statistics.md
    format INT UNSIGNED DEFAULT 0, -- 0 PDF, 1 CSV
    email_subject VARCHAR(200),
    email_description VARCHAR(1000),
    creation_date TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    activation_date TIMESTAMP NULL DEFAULT NULL,
    end_date TIMESTAMP NULL DEFAULT NULL, -- stop after
    active_tab INT(1) NOT NULL DEFAULT 1,
    language VARCHAR(10),
    hidden INT NOT NULL DEFAULT 0, -- 1 = internal
    change_date TIMESTAMP NULL DEFAULT NULL,
    intervalpattern VARCHAR(100), -- when, in the interval language of the job queue
    lasthostname VARCHAR(100),
    laststart TIMESTAMP NULL DEFAULT NULL,
    nextstart TIMESTAMP NULL DEFAULT NULL, -- next run
    running INT DEFAULT 0,
    lastresult VARCHAR(512),
    deleted INT(1) NOT NULL DEFAULT 0, -- 1 = soft-deleted
    PRIMARY KEY (report_id),
    INDEX birtreport_company_idx (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Report settings
CREATE TABLE birtreport_parameter_tbl (
    report_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    parameter_name VARCHAR(64) NOT NULL DEFAULT '',
    parameter_value VARCHAR(4000) NOT NULL DEFAULT '',
    report_type INT, -- 1 comparison, 2 mailing, 3 recipient, 4 top domain
    PRIMARY KEY (report_id, parameter_name),
    CONSTRAINT birtreport_parameter_fk FOREIGN KEY (report_id) REFERENCES birtreport_tbl (report_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Receivers
CREATE TABLE birtreport_recipient_tbl (
    birtreport_id INT UNSIGNED,
    email VARCHAR(100),
    UNIQUE birtreport_recipient_idx (birtreport_id, email),
    CONSTRAINT birtreport_recipient_fk FOREIGN KEY (birtreport_id) REFERENCES birtreport_tbl (report_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Mailings already reported
CREATE TABLE birtreport_sent_mailings_tbl (
    report_id INT,
    mailing_id INT,
    company_id INT,
    delivery_date TIMESTAMP NULL DEFAULT NULL,
    INDEX birtreport_sent_idx (report_id, mailing_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
