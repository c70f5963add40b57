-- What the backend needs to book every sent mail exactly once and to say why it waits.

-- How much of the resume record of a package has been booked. The row and the bookings are written
-- in one transaction, so that nothing is counted twice or lost, whatever is killed when.
CREATE TABLE delivery_package_tbl (
    package VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- base name of the package file
    maildrop_id INT NOT NULL,
    booked BIGINT NOT NULL DEFAULT 0, -- bytes of the resume record
    timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    PRIMARY KEY (package),
    INDEX delivery_package_time_idx (timestamp)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Why a lane of the mailer waits; empty reason: it does not.
CREATE TABLE delivery_state_tbl (
    hostname VARCHAR(64) NOT NULL,
    lane VARCHAR(16) NOT NULL, -- bulk, single
    reason VARCHAR(500) NOT NULL DEFAULT '',
    since TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (hostname, lane)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
