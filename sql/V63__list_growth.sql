-- How mailing lists grow, per hour: a page of a year opens as fast with a million recipients as with ten.
-- Counted from the bindings by a job; the hours since its last run are counted when somebody looks.

CREATE TABLE list_growth_tbl (
    company_id INT NOT NULL,
    hour_start TIMESTAMP NOT NULL DEFAULT '2000-01-01 00:00:00', -- UTC hour
    mailinglist_id INT UNSIGNED NOT NULL,
    fresh INT NOT NULL DEFAULT 0, -- bindings created in the hour, without those that wait for confirmation
    opt_outs INT NOT NULL DEFAULT 0,
    bounces INT NOT NULL DEFAULT 0,
    PRIMARY KEY (company_id, hour_start, mailinglist_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Up to which hour the bindings of a company are counted.
CREATE TABLE list_growth_state_tbl (
    company_id INT NOT NULL,
    counted_to TIMESTAMP NOT NULL DEFAULT '2000-01-01 00:00:00',
    PRIMARY KEY (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- What happened lately is found without reading all bindings. Further companies get these indexes as well.
DELIMITER //

CREATE PROCEDURE add_growth_indexes()
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE found VARCHAR(64);
    DECLARE tables CURSOR FOR
        SELECT table_name FROM information_schema.tables
         WHERE table_schema = DATABASE() AND table_name REGEXP '^customer_[0-9]+_binding_tbl$';
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    OPEN tables;
    each_table: LOOP
        FETCH tables INTO found;
        IF done = 1 THEN LEAVE each_table; END IF;
        SET @number = SUBSTRING_INDEX(SUBSTRING_INDEX(found, '_', 2), '_', -1);
        SET @statement = CONCAT('ALTER TABLE ', found,
            ' ADD INDEX custbind', @number, '_new_idx (creation_date, user_type, user_status, mailinglist_id),',
            ' ADD INDEX custbind', @number, '_change_idx (timestamp, user_type, user_status, mailinglist_id)');
        PREPARE change_table FROM @statement;
        EXECUTE change_table;
        DEALLOCATE PREPARE change_table;
    END LOOP;
    CLOSE tables;
END//

DELIMITER ;

CALL add_growth_indexes();
DROP PROCEDURE add_growth_indexes;

INSERT INTO job_queue_tbl
    (description, created, `interval`, nextstart, runclass, startaftererror, criticality)
VALUES
    ('CountListGrowth', CURRENT_TIMESTAMP, '**05', CURRENT_TIMESTAMP,
     'org.openemm.statistics.GrowthCount', 1, 3);
INSERT INTO job_queue_parameter_tbl (job_id, parameter_name, parameter_value) VALUES
    (LAST_INSERT_ID(), 'days', '2');
