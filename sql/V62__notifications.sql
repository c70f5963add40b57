-- What happened that users want to know, for the bell of the pages.
CREATE TABLE notification_tbl (
    notification_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL, -- 0 = concerns the installation, all companies
    admin_id INT NOT NULL DEFAULT 0, -- only for this user, 0 = for all who have the right of the kind
    started_by INT NOT NULL DEFAULT 0, -- user whose doing came to an end, 0 = nobody's
    kind VARCHAR(30) NOT NULL, -- MAILING_SENT, MAILING_EMPTY, MAILING_FAILED, MAILING_PAUSED, IMPORT_DONE, IMPORT_FAILED, JOB_FAILED, WELCOME
    object_id BIGINT NOT NULL DEFAULT 0, -- mailing, import or job
    subject VARCHAR(500) NOT NULL DEFAULT '', -- name of the object at that time
    numbers VARCHAR(200) NOT NULL DEFAULT '', -- figures of the kind, separated by blanks
    creation_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (notification_id),
    INDEX notification_company_idx (company_id, notification_id),
    INDEX notification_object_idx (kind, object_id),
    INDEX notification_creation_idx (creation_date)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- What a user has read
CREATE TABLE notification_read_tbl (
    admin_id INT NOT NULL,
    notification_id INT UNSIGNED NOT NULL,
    up_to INT(1) NOT NULL DEFAULT 0, -- 1 = this one and all before it
    PRIMARY KEY (admin_id, notification_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Who gave the order to send: is told first when it is done
CREATE TABLE maildrop_starter_tbl (
    maildrop_status_id INT NOT NULL,
    admin_id INT NOT NULL,
    PRIMARY KEY (maildrop_status_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Every page asks what is on its way
CREATE INDEX mailing_status_idx ON mailing_tbl (company_id, work_status);

INSERT INTO job_queue_tbl
    (description, created, `interval`, nextstart, runclass, startaftererror, criticality)
VALUES
    ('PausedMailings', CURRENT_TIMESTAMP, '**30', CURRENT_TIMESTAMP,
     'org.openemm.delivery.PausedMailings', 1, 5);
