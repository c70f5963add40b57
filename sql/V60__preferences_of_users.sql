-- What users choose about pages (columns of a list, order of tiles) is longer than a number.
ALTER TABLE admin_pref_tbl MODIFY val VARCHAR(4000) NOT NULL DEFAULT '0';
