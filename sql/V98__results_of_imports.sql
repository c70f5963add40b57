-- Files by what became of the rows are written when an import has ended
ALTER TABLE recipient_import_tbl ADD COLUMN results INT(1) NOT NULL DEFAULT 0; -- 1 = still to be written

-- Bad rows are shown by cause
ALTER TABLE recipient_import_error_tbl ADD COLUMN kind VARCHAR(20) NOT NULL DEFAULT '';

-- Rows as somebody has typed them: a further check takes them instead of the file's
CREATE TABLE recipient_import_fixed_tbl (
    import_id INT UNSIGNED NOT NULL,
    line INT UNSIGNED NOT NULL, -- of the file, from 1
    cells MEDIUMTEXT NOT NULL, -- JSON list of the row
    PRIMARY KEY (import_id, line),
    CONSTRAINT recipient_import_fixed_fk FOREIGN KEY (import_id) REFERENCES recipient_import_tbl (import_id) ON DELETE CASCADE
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
