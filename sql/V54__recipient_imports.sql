-- Imports of recipients: what is to be imported how, how far it is, and which rows were bad.
CREATE TABLE recipient_import_tbl (
    import_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL,
    admin_id INT NOT NULL, -- user, 0 for the system
    username VARCHAR(200) NOT NULL,
    filename VARCHAR(500) NOT NULL, -- as uploaded
    path VARCHAR(500) NOT NULL, -- where the file is kept on the host that works on it
    host VARCHAR(255) NOT NULL, -- host that works on it
    state VARCHAR(20) NOT NULL, -- UPLOADED, CHECKING, CHECKED, RUNNING, DONE, FAILED, CANCELLED
    settings MEDIUMTEXT NOT NULL, -- JSON
    numbers TEXT NOT NULL, -- JSON
    problems TEXT NOT NULL, -- JSON, why it failed
    progress BIGINT NOT NULL DEFAULT 0, -- bytes read while checking, last line written while running
    total BIGINT NOT NULL DEFAULT 0,
    cancelled INT(1) NOT NULL DEFAULT 0, -- 1 = somebody wants it to stop
    datasource_id INT NOT NULL DEFAULT 0,
    recipients_report_id INT UNSIGNED NOT NULL DEFAULT 0,
    creation_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    change_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, -- also the sign of life while it works
    PRIMARY KEY (import_id),
    INDEX recipient_import_company_idx (company_id, creation_date),
    INDEX recipient_import_state_idx (state, change_date)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE recipient_import_error_tbl (
    import_id INT UNSIGNED NOT NULL,
    line INT UNSIGNED NOT NULL, -- of the file, from 1
    problems TEXT NOT NULL, -- JSON: field, key of the text, arguments
    cells MEDIUMTEXT NOT NULL, -- JSON list of the row
    PRIMARY KEY (import_id, line),
    CONSTRAINT recipient_import_error_fk FOREIGN KEY (import_id) REFERENCES recipient_import_tbl (import_id) ON DELETE CASCADE
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
