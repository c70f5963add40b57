-- What an export profile says besides the columns it had so far.
ALTER TABLE export_predef_tbl
    ADD COLUMN change_date TIMESTAMP NULL DEFAULT NULL,
    ADD COLUMN datatype VARCHAR(32) NOT NULL DEFAULT 'CSV', -- CSV, XLSX or JSONL
    ADD COLUMN harmless INT(1) NOT NULL DEFAULT 1, -- 1 = what a spreadsheet would run as a formula becomes text
    ADD COLUMN zipped INT(1) NOT NULL DEFAULT 0, -- 1 = in a ZIP file
    ADD COLUMN zip_password_encr VARCHAR(500) NOT NULL DEFAULT ''; -- encrypted, empty for none

-- Runs of exports: what is written, how far it is, and where the file lies.
CREATE TABLE recipient_export_tbl (
    export_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL,
    admin_id INT NOT NULL, -- user, 0 for the system
    username VARCHAR(200) NOT NULL,
    export_predef_id INT NOT NULL DEFAULT 0, -- profile, 0 for none
    name VARCHAR(255) NOT NULL, -- of the profile, or of what was shown
    filename VARCHAR(300) NOT NULL, -- of the download
    path VARCHAR(500) NOT NULL, -- where the file is kept on the host that writes it
    host VARCHAR(255) NOT NULL,
    state VARCHAR(20) NOT NULL, -- WAITING, RUNNING, DONE, FAILED, CANCELLED
    settings MEDIUMTEXT NOT NULL, -- JSON
    problems TEXT NOT NULL, -- JSON, why it failed
    row_count BIGINT NOT NULL DEFAULT 0,
    percent INT NOT NULL DEFAULT 0,
    size BIGINT NOT NULL DEFAULT 0, -- bytes
    lost_characters BIGINT NOT NULL DEFAULT 0, -- that the charset lacks
    cut_cells BIGINT NOT NULL DEFAULT 0, -- longer than a cell can be
    cancelled INT(1) NOT NULL DEFAULT 0, -- 1 = somebody wants it to stop
    creation_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    change_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, -- also the sign of life while it works
    PRIMARY KEY (export_id),
    INDEX recipient_export_company_idx (company_id, creation_date),
    INDEX recipient_export_state_idx (state, change_date)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Every night files go that were kept long enough.
INSERT INTO job_queue_tbl
    (description, created, `interval`, nextstart, runclass, startaftererror, criticality)
VALUES
    ('RemoveExports', CURRENT_TIMESTAMP, '0315', CURRENT_TIMESTAMP,
     'org.openemm.exporting.ExportCleanup', 1, 3);
