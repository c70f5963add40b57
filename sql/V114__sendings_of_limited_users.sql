-- Trials reach nobody whom the user who starts them must not know of: ids of his limiting target groups, joined by |.
CREATE TABLE maildrop_limit_tbl (
    maildrop_status_id INT NOT NULL,
    target_expression VARCHAR(1000) NOT NULL,
    PRIMARY KEY (maildrop_status_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
