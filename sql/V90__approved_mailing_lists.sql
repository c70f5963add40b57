-- Mailing lists that a user may neither see nor use. Without a row every list is open to everybody of the company.

CREATE TABLE disabled_mailinglist_tbl (
    company_id INT UNSIGNED NOT NULL,
    admin_id INT NOT NULL, -- user
    mailinglist_id INT UNSIGNED NOT NULL,
    PRIMARY KEY (admin_id, mailinglist_id),
    INDEX disabled_mailinglist_idx (mailinglist_id),
    CONSTRAINT disabled_mailinglist_admin_fk FOREIGN KEY (admin_id) REFERENCES admin_tbl (admin_id) ON DELETE CASCADE,
    CONSTRAINT disabled_mailinglist_list_fk FOREIGN KEY (mailinglist_id) REFERENCES mailinglist_tbl (mailinglist_id) ON DELETE CASCADE
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
