-- Files of imports and exports, one per kind: what was sent, what was added, what was refused ...
CREATE TABLE recipients_report_file_tbl (
    recipients_report_id INT UNSIGNED NOT NULL,
    kind VARCHAR(40) NOT NULL, -- e.g. ADDED, INVALID_EMAIL, EXPORT
    name VARCHAR(500) NOT NULL, -- under which it is downloaded
    path VARCHAR(500) NOT NULL, -- below var/spool/report
    row_count BIGINT NOT NULL, -- without the heading
    size BIGINT NOT NULL, -- bytes of the download, not of the packed file
    PRIMARY KEY (recipients_report_id, kind),
    CONSTRAINT recipients_report_file_fk FOREIGN KEY (recipients_report_id)
        REFERENCES recipients_report_tbl (recipients_report_id) ON DELETE CASCADE
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Who it was, also when the user is gone by now
ALTER TABLE recipients_report_tbl ADD COLUMN username VARCHAR(200) NOT NULL DEFAULT '';
