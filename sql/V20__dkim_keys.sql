-- What was found in DNS when the record of a key was looked for last
CREATE TABLE dkim_check_tbl (
    dkim_id INT NOT NULL,
    state VARCHAR(30) NOT NULL, -- FITS, MISSING, OTHER_KEY, ...
    detail VARCHAR(500) NOT NULL DEFAULT '', -- what was found instead
    checked TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (dkim_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
