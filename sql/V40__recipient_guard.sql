-- Rows to lock while somebody checks whether a recipient is there and stores it if not.
CREATE TABLE recipient_guard_tbl (
    slot INT NOT NULL, -- 0 to 63, chosen by the value that must not be stored twice
    PRIMARY KEY (slot)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

INSERT INTO recipient_guard_tbl (slot)
WITH RECURSIVE slots AS (SELECT 0 AS slot UNION ALL SELECT slot + 1 FROM slots WHERE slot < 63)
SELECT slot FROM slots;
