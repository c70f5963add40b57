-- The names behind device_id, os_id and client_id of openings and clicks, as they were first seen.
CREATE TABLE device_tbl (
    device_id INT NOT NULL AUTO_INCREMENT,
    description VARCHAR(200) NOT NULL, -- such as iPhone
    PRIMARY KEY (device_id),
    UNIQUE device_description_idx (description)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE os_tbl (
    os_id INT NOT NULL AUTO_INCREMENT,
    description VARCHAR(200) NOT NULL, -- such as Windows
    PRIMARY KEY (os_id),
    UNIQUE os_description_idx (description)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

ALTER TABLE client_tbl ADD UNIQUE client_description_idx (description);

-- Of every company.
DELIMITER //

CREATE PROCEDURE add_operating_system()
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE found VARCHAR(64);
    DECLARE tables CURSOR FOR
        SELECT table_name FROM information_schema.tables
         WHERE table_schema = DATABASE() AND table_name REGEXP '^(rdirlog|onepixellog_device)_[0-9]+_tbl$';
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    OPEN tables;
    each_table: LOOP
        FETCH tables INTO found;
        IF done = 1 THEN LEAVE each_table; END IF;
        SET @statement = CONCAT('ALTER TABLE ', found, ' ADD COLUMN os_id INT, ALGORITHM=INSTANT');
        PREPARE change_table FROM @statement;
        EXECUTE change_table;
        DEALLOCATE PREPARE change_table;
    END LOOP;
    CLOSE tables;
END//

DELIMITER ;

CALL add_operating_system();
DROP PROCEDURE add_operating_system;
