-- What target groups refer to, continued: mailing lists, and other target groups whose rules they contain.
CREATE TABLE target_ref_mailinglist_tbl (
    target_ref INT UNSIGNED NOT NULL,
    company_ref INT UNSIGNED NOT NULL,
    mailinglist_ref INT UNSIGNED NOT NULL,
    PRIMARY KEY (target_ref, mailinglist_ref),
    INDEX target_ref_mailinglist_idx (mailinglist_ref)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE target_ref_target_tbl (
    target_ref INT UNSIGNED NOT NULL, -- the group with the rule
    company_ref INT UNSIGNED NOT NULL,
    group_ref INT UNSIGNED NOT NULL, -- the group it contains
    PRIMARY KEY (target_ref, group_ref),
    INDEX target_ref_target_idx (group_ref)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- "Within the last n days" is looked up by recipient and date, answered by the index alone. Of every company.
DELIMITER //

CREATE PROCEDURE add_behaviour_indexes()
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE number VARCHAR(10);
    DECLARE companies CURSOR FOR
        SELECT SUBSTRING_INDEX(SUBSTRING_INDEX(table_name, '_', 2), '_', -1) FROM information_schema.tables
         WHERE table_schema = DATABASE() AND table_name REGEXP '^onepixellog_[0-9]+_tbl$';
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    OPEN companies;
    each_company: LOOP
        FETCH companies INTO number;
        IF done = 1 THEN LEAVE each_company; END IF;
        SET @statement = CONCAT('ALTER TABLE onepixellog_', number, '_tbl',
            ' ADD INDEX onepixellog_when_idx (customer_id, timestamp),',
            ' DROP INDEX IF EXISTS onepixellog1_customer_idx');
        PREPARE change_table FROM @statement; EXECUTE change_table; DEALLOCATE PREPARE change_table;
        SET @statement = CONCAT('ALTER TABLE onepixellog_device_', number, '_tbl',
            ' ADD INDEX onepixeldev_when_idx (customer_id, creation)');
        PREPARE change_table FROM @statement; EXECUTE change_table; DEALLOCATE PREPARE change_table;
        SET @statement = CONCAT('ALTER TABLE rdirlog_', number, '_tbl',
            ' ADD INDEX rdirlog_when_idx (customer_id, timestamp)');
        PREPARE change_table FROM @statement; EXECUTE change_table; DEALLOCATE PREPARE change_table;
        SET @statement = CONCAT('ALTER TABLE success_', number, '_tbl',
            ' ADD INDEX success_when_idx (customer_id, timestamp),',
            ' DROP INDEX IF EXISTS success1_customer_idx');
        PREPARE change_table FROM @statement; EXECUTE change_table; DEALLOCATE PREPARE change_table;
        SET @statement = CONCAT('ALTER TABLE interval_track_', number, '_tbl',
            ' ADD INDEX intervaltrack_when_idx (customer_id, send_date),',
            ' DROP INDEX IF EXISTS intervaltrack1_customer_idx');
        PREPARE change_table FROM @statement; EXECUTE change_table; DEALLOCATE PREPARE change_table;
    END LOOP;
    CLOSE companies;
END//

DELIMITER ;

CALL add_behaviour_indexes();
DROP PROCEDURE add_behaviour_indexes;
