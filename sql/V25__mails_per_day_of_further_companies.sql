-- Companies that existed already count their mails per day and recipient, too.
DELIMITER //

CREATE PROCEDURE add_mails_per_day()
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE found INT;
    DECLARE companies CURSOR FOR SELECT company_id FROM company_tbl WHERE company_id > 1;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    OPEN companies;
    each_company: LOOP
        FETCH companies INTO found;
        IF done = 1 THEN LEAVE each_company; END IF;
        EXECUTE IMMEDIATE CONCAT('CREATE TABLE IF NOT EXISTS recvlimit_', found, '_tbl LIKE recvlimit_1_tbl');
    END LOOP;
    CLOSE companies;
END //

DELIMITER ;

CALL add_mails_per_day();
DROP PROCEDURE add_mails_per_day;
