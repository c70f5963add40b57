-- What remains of people who were deleted for good: numbers that statistics need, and nothing that leads to them.

-- Stands for a person in events: figures count persons, but nobody can tell which one it was.
CREATE TABLE erased_number_tbl (
    company_id INT UNSIGNED NOT NULL,
    next_number INT UNSIGNED NOT NULL, -- from 4,000,000,000 on, where no customer id ever is
    PRIMARY KEY (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE erased_opt_out_tbl (
    company_id INT UNSIGNED NOT NULL,
    mailing_id INT UNSIGNED NOT NULL,
    mailinglist_id INT UNSIGNED NOT NULL,
    persons INT UNSIGNED NOT NULL, -- opted out because of the mailing and were deleted later
    PRIMARY KEY (mailing_id, mailinglist_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

ALTER TABLE mailloop_log_tbl ADD INDEX mailloop_log_customer_idx (company_id, customer_id);
ALTER TABLE mailloop_replies_tbl ADD INDEX mailloop_replies_customer_idx (company_id, customer_id);
