-- The tenant, the settings and the small catalogues that a new installation starts with.

INSERT INTO company_status_desc_tbl (status, description) VALUES
    ('active', 'in use'),
    ('locked', 'nobody can log in'),
    ('todelete', 'will be deleted'),
    ('toreset', 'data will be deleted'),
    ('deletion in progress', 'being deleted'),
    ('deleted', 'deleted');

INSERT INTO sourcegroup_tbl (sourcegroup_id, sourcegroup_type, description, creation_date) VALUES
    (1, 'A', 'Subscriber interface', CURRENT_TIMESTAMP),
    (2, 'D', 'File', CURRENT_TIMESTAMP),
    (3, 'O', 'Other', CURRENT_TIMESTAMP),
    (4, 'FO', 'Form', CURRENT_TIMESTAMP),
    (5, 'DD', 'Default data source of the company', CURRENT_TIMESTAMP),
    (6, 'WS', 'SOAP webservices', CURRENT_TIMESTAMP),
    (7, 'V', 'Velocity script', CURRENT_TIMESTAMP),
    (8, 'RS', 'REST service', CURRENT_TIMESTAMP);

INSERT INTO datasource_description_tbl (datasource_id, description, company_id, sourcegroup_id)
VALUES (1, 'Default', 1, 5);

-- The key that signs the UIDs and the public token differ from installation to installation: 32 characters a-zA-Z0-9.
-- RANDOM_BYTES came with MariaDB 10.10; before that, hashes over several weak sources are the best that SQL offers.
DELIMITER //

CREATE PROCEDURE random_token(OUT token VARCHAR(32))
BEGIN
    DECLARE version_number INT DEFAULT
        SUBSTRING_INDEX(VERSION(), '.', 1) * 100 + SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1);
    IF version_number >= 1010 THEN
        EXECUTE IMMEDIATE 'SET @random_token_noise = RANDOM_BYTES(96)';
    ELSE
        SET @random_token_noise = CONCAT(
            UNHEX(SHA2(CONCAT(UUID(), RAND(), CONNECTION_ID(), SYSDATE(6)), 512)),
            UNHEX(SHA2(CONCAT(UUID(), RAND(), RAND(), UUID_SHORT()), 512)));
    END IF;
    SET token = LEFT(REGEXP_REPLACE(TO_BASE64(@random_token_noise), '[^a-zA-Z0-9]', ''), 32);
    SET @random_token_noise = NULL;
END//

DELIMITER ;

CALL random_token(@secret_key);
CALL random_token(@company_token);

INSERT INTO company_tbl
    (company_id, shortname, description, status, rdir_domain, mailloop_domain, mailtracking, customer_type, secret_key,
     company_token, uid_version, enabled_uid_version, max_recipients, default_datasource_id, stat_admin, creation_date)
VALUES
    (1, 'EMM-Master', 'EMM-Master', 'active', 'http://localhost:8080', 'localhost', 1, 'UNKNOWN', @secret_key,
     @company_token, 5, 5, 10000, 1, 1, CURRENT_TIMESTAMP);

SET @secret_key = NULL, @company_token = NULL;

-- Values that administrators change by UPDATE have to exist; everything else has its default in the program.
INSERT INTO config_tbl (class, name, value, description, creation_date, change_date) VALUES
    ('jobqueue', 'execute', '1', 'above 0: this host runs jobs', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP),
    ('security', 'csrfProtection.enabled', 'true', 'protection against cross-site requests', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP),
    ('host_authentication', 'authentication', 'disabled', 'new devices confirm with a mailed code', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP),
    ('mailaddress', 'sender', '[to be defined]', 'sender of the mails of the system', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP),
    ('mailaddress', 'sender.name', '[to be defined]', 'its name', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP),
    ('mailaddress', 'replyto', '[to be defined]', 'reply-to address of the mails of the system', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP),
    ('mailaddress', 'replyto.name', '[to be defined]', 'its name', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP),
    ('mailaddress', 'bounce', '[to be defined]', 'where mails of the system bounce to', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP),
    ('mailaddress', 'error', '[to be defined]', 'is told about errors', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP),
    ('mailaddress', 'info.cleaner', '[to be defined]', 'is told when the nightly cleaning takes too long', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP),
    ('mailaddress', 'frontend', '[to be defined]', 'is told about errors of forms and scripts', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP),
    ('mailaddress', 'support', '[to be defined]', 'gets problem reports of users', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP),
    ('mailaddress', 'feature_support', '[to be defined]', 'gets wishes of users', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP);

INSERT INTO company_info_tbl (company_id, cname, cvalue, description, creation_date) VALUES
    (0, 'expire-recv', '90', 'days that reception data is kept', CURRENT_TIMESTAMP),
    (0, 'expire-recipients-report', '90', 'days that import and export reports are kept', CURRENT_TIMESTAMP),
    (0, 'measure.writecustomeropenorclickfield', 'true', 'keep lastopen_date and lastclick_date', CURRENT_TIMESTAMP);

-- app_types empty = all applications. The applications set a stricter policy of their own; that one stays.
INSERT INTO http_response_headers_tbl (header_name, header_value, overwrite, app_types, description) VALUES
    ('Content-Security-Policy', 'frame-ancestors ''self''', 0, 'emm', 'no foreign page shows ours in a frame'),
    ('Cache-Control', 'no-store', 1, 'emm,rdir,ws,birt', 'pages stay out of caches'),
    ('Pragma', 'no-cache', 0, 'emm,rdir,ws,birt', 'the same for very old caches');

INSERT INTO date_tbl (type, format) VALUES
    (0, 'd.M.yyyy'),
    (1, 'MM/dd/yyyy'),
    (2, 'EEEE, d. MMMM yyyy'),
    (3, 'yyyy-MM-dd'),
    (4, 'd. MMMM yyyy'),
    (5, 'EEEE, d MMMM yyyy'),
    (6, 'dd/MM/yyyy'),
    (7, 'yyyy/MM/dd'),
    (8, 'yyyy-MM-dd');

INSERT INTO mimetype_whitelist_tbl (mimetype, description, creation_date) VALUES
    ('image/*', 'Images', CURRENT_TIMESTAMP),
    ('application/pdf', 'PDF', CURRENT_TIMESTAMP),
    ('text/plain', 'Text', CURRENT_TIMESTAMP),
    ('text/csv', 'CSV', CURRENT_TIMESTAMP),
    ('text/calendar', 'Calendar entry', CURRENT_TIMESTAMP),
    ('application/zip', 'ZIP', CURRENT_TIMESTAMP),
    ('application/x-zip', 'ZIP', CURRENT_TIMESTAMP),
    ('application/x-zip-compressed', 'ZIP', CURRENT_TIMESTAMP),
    ('application/vnd.ms-excel', 'Excel', CURRENT_TIMESTAMP),
    ('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Excel', CURRENT_TIMESTAMP);

-- Share of all clicks in percent, from cold to hot
INSERT INTO click_stat_colors_tbl (company_id, range_start, range_end, color) VALUES
    (1, 0, 5, '2C7BB6'),
    (1, 5, 10, '5AA9C8'),
    (1, 10, 15, 'ABD9E9'),
    (1, 15, 20, 'FEE08B'),
    (1, 20, 25, 'FDAE61'),
    (1, 25, 100, 'D7191C');
