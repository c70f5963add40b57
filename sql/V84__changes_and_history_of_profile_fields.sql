-- Profile fields: limits of their values, changes of columns that go on in the background, and what was in a field before.

ALTER TABLE customer_field_tbl
    ADD COLUMN value_min VARCHAR(50), -- lowest number or first day
    ADD COLUMN value_max VARCHAR(50); -- highest number or last day

-- One row for each change of a column of customer_N_tbl; those of a company are worked on one after the other.
CREATE TABLE profile_field_change_tbl (
    change_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL,
    admin_id INT NOT NULL, -- user, 0 for the system
    username VARCHAR(200) NOT NULL,
    kind VARCHAR(20) NOT NULL, -- CREATE, CHANGE, DELETE
    col_name VARCHAR(64) NOT NULL,
    field MEDIUMTEXT NOT NULL, -- JSON, the field as it is to be
    state VARCHAR(20) NOT NULL, -- WAITING, RUNNING, DONE, FAILED
    attempts INT NOT NULL DEFAULT 0, -- how often the table was in use
    percent INT, -- of the rows that were copied into a new column
    connection_id BIGINT, -- of the database connection that works on it
    problems TEXT NOT NULL, -- JSON, why it failed
    not_before TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, -- of a deletion: when nobody knows the field any more
    creation_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    start_date TIMESTAMP NULL DEFAULT NULL,
    end_date TIMESTAMP NULL DEFAULT NULL,
    PRIMARY KEY (change_id),
    INDEX profile_field_change_state_idx (state, company_id),
    INDEX profile_field_change_company_idx (company_id, change_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Values of fields that are kept in the history, filled by triggers of customer_1_tbl
CREATE TABLE hst_customer_1_field_tbl (
    history_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    customer_id INT UNSIGNED NOT NULL,
    col_name VARCHAR(64) NOT NULL,
    old_value VARCHAR(4000), -- empty for none
    new_value VARCHAR(4000),
    datasource_id INT, -- latest_datasource_id after the change
    change_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (history_id),
    INDEX hst_customer_1_field_idx (customer_id, history_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Counts changes of the fields of a company: every process that keeps them in memory sees at once that they are others now.
CREATE TABLE profile_field_version_tbl (
    company_id INT UNSIGNED NOT NULL,
    version BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
