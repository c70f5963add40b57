-- Favourites of a person, where target.favorite.userBased says that each has their own.
CREATE TABLE target_favorite_tbl (
    target_id INT UNSIGNED NOT NULL,
    admin_id INT NOT NULL,
    PRIMARY KEY (admin_id, target_id),
    CONSTRAINT target_favorite_target_fk FOREIGN KEY (target_id) REFERENCES dyn_target_tbl (target_id) ON DELETE CASCADE,
    CONSTRAINT target_favorite_admin_fk FOREIGN KEY (admin_id) REFERENCES admin_tbl (admin_id) ON DELETE CASCADE
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Groups that limit which recipients their users see. A user may have several: then those of any of them are seen.
ALTER TABLE dyn_target_tbl ADD COLUMN access_limiting INT(1) NOT NULL DEFAULT 0;

CREATE TABLE admin_limiting_target_tbl (
    admin_id INT NOT NULL,
    target_id INT UNSIGNED NOT NULL,
    PRIMARY KEY (admin_id, target_id),
    INDEX admin_limiting_target_idx (target_id),
    CONSTRAINT admin_limiting_admin_fk FOREIGN KEY (admin_id) REFERENCES admin_tbl (admin_id) ON DELETE CASCADE,
    CONSTRAINT admin_limiting_target_fk FOREIGN KEY (target_id) REFERENCES dyn_target_tbl (target_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- The limit of a user that came before there could be several.
INSERT INTO admin_limiting_target_tbl (admin_id, target_id)
SELECT admin_id, limiting_target_id FROM admin_tbl WHERE limiting_target_id IS NOT NULL;

UPDATE dyn_target_tbl SET access_limiting = 1, change_date = change_date
 WHERE target_id IN (SELECT target_id FROM admin_limiting_target_tbl);
