-- When sending waited because the database did not answer: written by the backend once it answers again.
CREATE TABLE delivery_outage_tbl (
    outage_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    hostname VARCHAR(64) NOT NULL,
    begun TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    ended TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (outage_id),
    INDEX delivery_outage_ended_idx (ended)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
