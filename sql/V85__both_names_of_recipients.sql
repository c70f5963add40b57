-- People are looked up by both names: the index answers alone, and the list in the order of last names still follows it.
-- Indexes that the first company has and companies made early have not are added. Reading and writing go on meanwhile.
DELIMITER //

CREATE PROCEDURE index_names()
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE found VARCHAR(64);
    DECLARE tables CURSOR FOR
        SELECT table_name FROM information_schema.tables
         WHERE table_schema = DATABASE() AND table_name REGEXP '^customer_[0-9]+_tbl$';
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    OPEN tables;
    each_table: LOOP
        FETCH tables INTO found;
        IF done = 1 THEN LEAVE each_table; END IF;
        SET @statement = CONCAT('ALTER TABLE ', found,
            ' DROP INDEX IF EXISTS cust1_lastname_idx,',
            ' ADD INDEX IF NOT EXISTS cust1_names_idx (lastname, customer_id, firstname),',
            ' ADD INDEX IF NOT EXISTS cust1_firstname_idx (firstname),',
            ' ADD INDEX IF NOT EXISTS cust1_creation_idx (creation_date, customer_id),',
            ' ALGORITHM=INPLACE, LOCK=NONE');
        PREPARE change_table FROM @statement;
        EXECUTE change_table;
        DEALLOCATE PREPARE change_table;
    END LOOP;
    CLOSE tables;
END//

DELIMITER ;

CALL index_names();
DROP PROCEDURE index_names;
