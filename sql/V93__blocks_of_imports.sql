-- Imports write their rows in blocks, each in one transaction that leaves a row here: what is here is done, whatever happens
-- to the process or the database; what is not here is done by the one who goes on.
CREATE TABLE recipient_import_block_tbl (
    import_id INT UNSIGNED NOT NULL,
    block INT UNSIGNED NOT NULL, -- from 0; a block is a range of lines
    inserted INT UNSIGNED NOT NULL, -- recipients added
    updated INT UNSIGNED NOT NULL, -- recipients changed
    bound INT UNSIGNED NOT NULL, -- bindings added or changed
    first_id INT UNSIGNED NOT NULL DEFAULT 0, -- recipients added by the block lie in this range, 0 for none
    last_id INT UNSIGNED NOT NULL DEFAULT 0,
    unbound INT(1) NOT NULL DEFAULT 0, -- 1 = the bindings of the added recipients are still to be written
    PRIMARY KEY (import_id, block),
    CONSTRAINT recipient_import_block_fk FOREIGN KEY (import_id) REFERENCES recipient_import_tbl (import_id) ON DELETE CASCADE
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
