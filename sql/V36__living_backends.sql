-- Backends that run: each says so every few seconds. What one has said about waiting mails holds only as long as it runs.
CREATE TABLE delivery_host_tbl (
    hostname VARCHAR(64) NOT NULL,
    seen TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (hostname)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
