-- Blocklist entries tell who made them. Patterns are told from addresses by the database, so that a million addresses need not
-- be looked through for them: 0 address, 1 pattern that is found by a key (*@domain or name@*), 2 any other pattern.
-- Besides the list of each tenant there is one for the whole system, cust_ban_tbl. Further companies get the same columns.
DELIMITER //

CREATE PROCEDURE extend_blocklists()
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE found VARCHAR(64);
    DECLARE tables CURSOR FOR
        SELECT table_name FROM information_schema.tables
         WHERE table_schema = DATABASE() AND table_name REGEXP '^cust[0-9]+_ban_tbl$';
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    OPEN tables;
    each_table: LOOP
        FETCH tables INTO found;
        IF done = 1 THEN LEAVE each_table; END IF;
        -- % and * mean the same; what is written twice that way stays once.
        SET @statement = CONCAT('UPDATE IGNORE ', found, ' SET email = REPLACE(email, ''%'', ''*'') WHERE LOCATE(''%'', email) > 0');
        PREPARE change_table FROM @statement;
        EXECUTE change_table;
        DEALLOCATE PREPARE change_table;
        SET @statement = CONCAT('ALTER TABLE ', found,
            ' ADD COLUMN added_by VARCHAR(180),',
            ' ADD COLUMN wildcard TINYINT AS (CASE',
            ' WHEN LOCATE(''*'', email) = 0 AND LOCATE(''?'', email) = 0 AND LOCATE(''%'', email) = 0 THEN 0',
            ' WHEN LOCATE(''?'', email) > 0 OR LOCATE(''%'', email) > 0 THEN 2',
            ' WHEN LOCATE(''*@'', email) = 1 AND LOCATE(''*'', email, 3) = 0 AND LOCATE(''@'', email, 3) = 0',
            ' AND CHAR_LENGTH(email) > 2 THEN 1',
            ' WHEN LOCATE(''@*'', email) > 1 AND LOCATE(''@*'', email) = CHAR_LENGTH(email) - 1',
            ' AND LOCATE(''*'', email) = CHAR_LENGTH(email) THEN 1',
            ' ELSE 2 END) PERSISTENT,',
            ' ADD INDEX ban_wildcard_idx (wildcard),',
            ' ADD INDEX ban_since_idx (timestamp, email)');
        PREPARE change_table FROM @statement;
        EXECUTE change_table;
        DEALLOCATE PREPARE change_table;
    END LOOP;
    CLOSE tables;
END//

DELIMITER ;

CALL extend_blocklists();
DROP PROCEDURE extend_blocklists;

CREATE TABLE cust_ban_tbl LIKE cust1_ban_tbl;

-- Entries of an uploaded file until somebody says that they are right.
CREATE TABLE blocklist_upload_tbl (
    upload_id INT NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL,
    admin_id INT NOT NULL,
    common INT(1) NOT NULL DEFAULT 0, -- 1 = for the list of the whole system
    filename VARCHAR(255) NOT NULL DEFAULT '',
    creation_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    line_count INT NOT NULL DEFAULT 0,
    bad_count INT NOT NULL DEFAULT 0,
    twice_count INT NOT NULL DEFAULT 0,
    bad_lines MEDIUMTEXT, -- the first ones: line, TAB, key of the reason, TAB, text
    PRIMARY KEY (upload_id),
    INDEX blocklist_upload_idx (company_id, admin_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE blocklist_upload_entry_tbl (
    upload_id INT NOT NULL,
    email VARCHAR(150) NOT NULL,
    reason VARCHAR(500),
    PRIMARY KEY (upload_id, email),
    CONSTRAINT blocklist_upload_entry_fk FOREIGN KEY (upload_id) REFERENCES blocklist_upload_tbl (upload_id) ON DELETE CASCADE
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
